"""A real model writes real tokens through the whole path; its words are poor, and none unproved is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.factory import build_assistant
from bot.generation.stream import Sentence
from bot.llm.settings import ModelSettings
from bot.models import Answer, Audience, Mode, Request
from bot.settings import Settings
from bot.storage.settings import StorageSettings
from ingest.settings import IndexSettings

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("When does the joint research programme start?", "2027"),
        ("500억 원 규모 국제공동연구 사업은 언제 시작하나요?", "2027"),
    ],
)
def test_a_real_model_takes_part_and_only_what_is_proved_is_shown(
    corpus_index: Path, tmp_path: Path, local_llm: ModelSettings, question: str, known: str
) -> None:
    settings = Settings(
        index=IndexSettings(folder=corpus_index),
        storage=StorageSettings(url=SecretStr(f"sqlite:///{tmp_path}/records.sqlite")),
        llm=local_llm.model_copy(update={"timeout_s": 120.0, "context_tokens": 1100}),
    )
    shown: list[Sentence] = []
    assistant = build_assistant(settings)
    reply = assistant.ask(Request(question, Audience.PUBLIC), shown.append)
    assert isinstance(reply, Answer)
    assert known in reply.text
    assert (reply.mode is not Mode.VERBATIM) == bool(shown)
    record = assistant.recorder.records.find(reply.id, Audience.PUBLIC)
    assert record is not None
    # It was asked, it wrote, and what it wrote was either shown, withheld or no answer.
    assert record.model.startswith("openai-compatible/")
    assert record.prompt_tokens > 0
    assert record.completion_tokens > 0
    assert record.timings_ms["first piece"] > 0
    assert shown or record.withheld or record.fallback
