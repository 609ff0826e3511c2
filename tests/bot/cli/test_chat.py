"""A conversation streams, survives what can be tried again, is remembered, and is forgotten when told to."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.cli.chat import converse
from bot.generation.stream import OnSentence, ignore
from bot.models import Audience, Reply, Request
from ingest.errors import UnavailableError
from tests.bot.cli.conftest import Terminal, sentence
from tests.bot.documents import HARBOUR
from tests.bot.llm.scripted_server import Asked, ScriptedServer, say

pytestmark = pytest.mark.slow

_FUND = "How much does the harbour fund hold?"
_NEXT = "When does the harbour agreement enter into force?"
_SAID = "The harbour fund holds 90 million dollars."


@pytest.fixture
def harbour(filled: Terminal, tmp_path: Path) -> Terminal:
    """A folder of its own with the two documents indexed."""
    shutil.copytree(filled.folder, tmp_path / "harbour")
    terminal = Terminal(tmp_path / "harbour")
    terminal.concord("chat", typed="/forget\n")
    return terminal


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A language model that answers with the sentence on the fund, wherever it stands."""

    def answer(asked: Asked) -> object:
        found = re.search(r"\[(\d+)\][^\n]*\nThe harbour fund holds", asked.user)
        return say(f"The fund holds 90 million dollars [{found[1]}]." if found else "NOT STATED")

    with ScriptedServer(answer) as server:  # type: ignore[arg-type]
        monkeypatch.setenv("CONCORD_LLM__PROVIDER", "openai-compatible")
        monkeypatch.setenv("CONCORD_LLM__MODEL", "scripted")
        monkeypatch.setenv("CONCORD_LLM__BASE_URL", server.base_url)
        yield server


def test_a_models_sentences_are_shown_with_their_places(harbour: Terminal, model: ScriptedServer) -> None:
    ended = harbour.concord("chat", typed=f"{_FUND}\n")
    assert ended.status == 0, ended
    assert ended.out.count("The fund holds 90 million dollars. [1]") == 1
    assert "Written by a language model" in ended.out
    assert "harbour.md" in ended.out
    assert len(model.asked) == 1


def test_sources_shows_the_quotation_in_the_words_around_it(harbour: Terminal, model: ScriptedServer) -> None:
    before = harbour.concord("chat", typed=f"{_FUND}\n").out
    after = harbour.concord("chat", typed=f"{_FUND}\n/sources\n").out
    assert _SAID not in before
    assert _SAID in after
    assert model.asked


def test_a_conversation_goes_on_after_a_restart(harbour: Terminal) -> None:
    harbour.concord("chat", typed="When does the harbour agreement enter into force?\n/quit\n")
    ended = harbour.concord("chat", typed="And what is it about?\n")
    assert "goes on from 1 earlier question." in ended.out


def test_what_is_forgotten_does_not_come_back(harbour: Terminal) -> None:
    harbour.concord("chat", typed=f"{_FUND}\n")
    forgotten = harbour.concord("chat", typed="/forget\n").out
    assert "Forgotten: 1 question of this conversation and the records of 1 answer." in forgotten
    assert "goes on from" not in harbour.concord("chat", typed="").out


def test_the_public_is_not_reminded_of_what_staff_were_told(harbour: Terminal) -> None:
    harbour.concord("chat", "--audience", "staff", typed="What is the figure for the lighthouse?\n")
    assert "goes on from" not in harbour.concord("chat", typed="").out
    assert "goes on from" in harbour.concord("chat", "--audience", "staff", typed="").out


@pytest.mark.parametrize(
    ("typed", "is_asked", "said"),
    [
        (f"/quit\n{_FUND}\n", False, ""),
        (f"\n\n{_FUND}\n", True, ""),  # an empty line asks nothing and ends nothing
        ("/soruces\n", False, "There is no command /soruces."),
        ("/sources\n", False, "Nothing was asked yet."),
    ],
)
def test_commands_and_empty_lines_are_no_questions(
    harbour: Terminal, typed: str, is_asked: bool, said: str
) -> None:
    ended = harbour.concord("chat", typed=typed)
    assert ("90 million" in ended.out) == is_asked
    assert said in ended.out


def test_an_answer_out_of_a_document_that_has_become_staffs_is_gone_back_to_no_more(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.write("documents/harbour.md", HARBOUR)
    terminal.ingest()
    terminal.concord("chat", typed=f"/forget\n{_FUND}\n")
    terminal.write("documents/harbour.md", HARBOUR.replace("---\n", "---\naudience: staff\n", 1))
    terminal.write("documents/pier.md", "The pier fund holds 20 million dollars.")
    terminal.ingest()
    answered = terminal.concord("chat", typed="And what else does it hold?\n").out
    identifier = re.findall(r"concord show (\S+)", answered)[-1]
    turns = json.loads(terminal.concord("show", identifier, "--json").out)["turns"]
    assert [(turn["question"], turn["answer"]) for turn in turns] == [(_FUND, "")]


def test_a_question_that_may_work_later_does_not_end_the_conversation(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, told = Assistant.ask, ["The index keeps changing; try again."]

    def fails_once(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        if told:
            raise UnavailableError(told.pop())
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", fails_once)
    ended = filled.concord("chat", typed=f"{_FUND}\n{_NEXT}\n")
    assert ended.status == 0
    assert sentence(ended.err) == "The index keeps changing; try again."
    assert "1 May 2026" in ended.out


def test_only_questions_that_could_be_read_are_remembered(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Assistant.ask
    known: list[tuple[str, ...]] = []

    def overheard(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        known.append(tuple(turn.question for turn in request.turns))
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", overheard)
    french = "Combien d'argent contient le fonds du port ?"
    typed = ["/forget", _FUND, "?!", french, "x" * 3000, _NEXT, "And?"]
    assert filled.concord("chat", typed="\n".join(typed)).status == 0
    assert known == [(), (_FUND,), (_FUND,), (_FUND,), (_FUND,), (_FUND, _NEXT)]


def test_at_a_terminal_ctrl_c_stops_the_answer_and_the_conversation_goes_on(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, stops, typed = Assistant.ask, [KeyboardInterrupt()], iter([_FUND, _NEXT, "/quit"])

    def stopped_once(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        if stops:
            raise stops.pop()
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", stopped_once)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.chdir(filled.folder)
    converse(_Keyboard(), Request("", Audience.PUBLIC))
    out = capsys.readouterr().out
    assert out.index("Stopped") < out.index("1 May 2026")
    assert "90 million" not in out


def test_a_conversation_goes_on_after_a_line_in_another_encoding(filled: Terminal) -> None:
    ended = filled.concord("chat", typed="항만 기금은 얼마인가?\n".encode("cp949") + f"{_FUND}\n\n".encode())
    assert ended.status == 0
    assert "90 million dollars" in ended.out


class _Keyboard(io.StringIO):
    """An input at which somebody sits."""

    def isatty(self) -> bool:
        return True
