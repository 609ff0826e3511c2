"""The whole path with a language model: the shipped documents, the real index, a scripted server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.assistant import Assistant
from bot.factory import build_assistant
from bot.generation.stream import Sentence
from bot.llm.settings import ModelSettings
from bot.models import Audience, Reply, Request
from bot.settings import Settings
from bot.storage.settings import StorageSettings
from ingest.settings import IndexSettings
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer

_HEAD = re.compile(r"^\[(\d+)\] ", re.MULTILINE)


def number_of(asked: Asked, words: str) -> str:
    """The number of the source that holds `words`, as the model was given it."""
    before = asked.user[: asked.user.index(words)]
    return str(_HEAD.findall(before)[-1])


@dataclass
class Written:
    """An assistant whose model is a script, and what the model was asked."""

    assistant: Assistant
    server: ScriptedServer
    shown: list[Sentence] = field(default_factory=list)

    def ask(self, text: str, audience: Audience = Audience.PUBLIC, **more: object) -> Reply:
        return self.assistant.ask(Request(text, audience, **more), self.shown.append)  # type: ignore[arg-type]


Writes = Callable[..., Written]


@pytest.fixture
def writes(corpus_index: Path, tmp_path: Path) -> Iterator[Writes]:
    """Makes an assistant whose model answers as a script says; more arguments are settings of the model."""
    with ExitStack() as servers:

        def make(answer: Callable[[Asked], Script], **settings: object) -> Written:
            server = servers.enter_context(ScriptedServer(answer))
            llm = {"provider": "openai-compatible", "model": "scripted", "base_url": server.base_url}
            built = build_assistant(
                Settings(
                    index=IndexSettings(folder=corpus_index),
                    storage=StorageSettings(url=SecretStr(f"sqlite:///{tmp_path}/records.sqlite")),
                    llm=ModelSettings.model_validate(llm | settings),
                )
            )
            return Written(built, server)

        yield make
