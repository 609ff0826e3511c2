"""Measures what a language model's answers cost: the wait for the first sentence, and many people at once.

The model is a scripted server on loopback that says a sentence of the documents at the pace of a small model.
"""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from pydantic import SecretStr

from bot.assistant import Assistant
from bot.chat_session import turn_of
from bot.factory import build_assistant, build_storage
from bot.llm.model import Message, Role
from bot.llm.settings import ModelSettings
from bot.models import Audience, Reply, Request, Requester
from bot.settings import Settings, load_settings
from bot.storage.conversations import ConversationStore
from bot.storage.settings import StorageSettings
from bot.verification.sentences import SentenceStream
from eval.benchmarks.latency import SMALL
from eval.benchmarks.texts import Fact, questions
from eval.fake_llm.script import Asked, Script, say
from eval.fake_llm.server import ScriptedServer
from eval.tables import Table, verdict

_TOKEN_S = 0.02  # 50 tokens a second, as the small local model writes
_QUESTIONS = 10  # in each language
_PEOPLE = 50
_FOLLOW_UP = {"en": "And where was that?", "ko": "그럼 어디에서 썼습니까?"}
_TARGET_RATIO = 1.2
_SOURCE = re.compile(r"^\[(\d+)\] [^\n]*\n([^\n]+)", re.MULTILINE)


def measure_conversations(index: Path, work: Path) -> Table:
    """The table of the wait for a first sentence and of many conversations at once."""
    with ScriptedServer(_first_source) as server:
        settings = _settings(index, work, server.base_url)
        assistant = build_assistant(settings)
        facts = questions(_QUESTIONS, SMALL)
        for fact in facts[:2] + facts[-2:]:
            assistant.ask(Request(fact.question, Audience.PUBLIC))
        waits = [_waits(assistant, fact, server) for fact in facts]
        with build_storage(settings) as storage:
            mixed, seconds = _many(assistant, storage.conversations)
    ours, models = median(w[0] for w in waits), median(w[1] for w in waits)
    ratio = median(one / other for one, other in waits)
    rows = (
        ("first sentence, p50", f"{ours:.0f} ms shown", f"{models:.0f} ms written", f"{ratio:.2f}", "≤ 1.2",
         verdict(ratio <= _TARGET_RATIO)),
        (f"{_PEOPLE} conversations at once", f"{seconds:.1f} s", "", f"{mixed} mixed up", "0",
         verdict(mixed == 0)),
    )  # fmt: skip
    note = (
        "A scripted model on loopback writes 50 words a second. The time from the question to the first "
        "sentence shown stands beside the time from the model's own call to the end of its first sentence. "
        "Mixed up is who gets other answers than when the same is asked one after the other."
    )
    return Table(
        "Answers of a language model", ("", "Concord", "model", "ratio", "target", ""), rows, (note,)
    )


def _settings(index: Path, work: Path, base_url: str) -> Settings:
    settings = load_settings(Path.cwd())
    return settings.model_copy(
        update={
            "index": settings.index.model_copy(update={"folder": index}),
            "llm": ModelSettings(provider="openai-compatible", model="scripted", base_url=base_url),
            "storage": StorageSettings(url=SecretStr(f"sqlite:///{work / 'records.sqlite'}")),
        }
    )


def _first_source(asked: Asked) -> Script:
    """Says the first source twice over, the number before the full stop, at the model's pace."""
    found = _SOURCE.search(asked.user)
    if found is None:
        return say("NOT STATED", delay_s=_TOKEN_S)
    sentence = found.group(2).rstrip(".")
    return say(f"{sentence} [{found.group(1)}]. {sentence} [{found.group(1)}].", delay_s=_TOKEN_S)


def _waits(assistant: Assistant, fact: Fact, server: ScriptedServer) -> tuple[float, float]:
    """Milliseconds to the first sentence shown, and from the model's call to the end of its first."""
    shown: list[float] = []
    started = time.perf_counter()
    assistant.ask(Request(fact.question, Audience.PUBLIC), lambda _: shown.append(time.perf_counter()))
    if not shown:
        return float("nan"), float("nan")
    return (shown[0] - started) * 1000, _model_alone(assistant, server) * 1000


def _model_alone(assistant: Assistant, server: ScriptedServer) -> float:
    """Seconds that the model takes for its first sentence when it is asked the same once more."""
    assert assistant.generator is not None
    messages = [Message(Role(role), text) for role, text in server.asked[-1].messages]
    stream, started = SentenceStream(), time.perf_counter()
    for piece in assistant.generator.model.complete(messages, within_s=assistant.generator.timeout_s):
        if stream.feed(piece):
            break
    return time.perf_counter() - started


def _many(assistant: Assistant, histories: ConversationStore) -> tuple[int, float]:
    """How many people are answered otherwise all at once than one after the other; the seconds for all."""
    facts = questions(_PEOPLE // 2, SMALL)

    def converse(place: str, number: int) -> list[str]:
        fact, requester = facts[number], Requester("bench", place, str(number))
        texts = (fact.question, _FOLLOW_UP[fact.language])
        return [_said(assistant, histories, requester, text).text for text in texts]

    alone = [converse("alone", number) for number in range(_PEOPLE)]
    started = time.perf_counter()
    with ThreadPoolExecutor(_PEOPLE) as people:
        together = list(people.map(lambda number: converse("together", number), range(_PEOPLE)))
    seconds = time.perf_counter() - started
    return sum(one != other for one, other in zip(alone, together, strict=True)), seconds


def _said(assistant: Assistant, histories: ConversationStore, requester: Requester, text: str) -> Reply:
    turns = histories.turns(requester, Audience.PUBLIC)
    reply = assistant.ask(Request(text, Audience.PUBLIC, turns=turns, requester=requester))
    histories.add(requester, Audience.PUBLIC, turn_of(text, reply))
    return reply
