"""An assistant over the shipped and the hostile documents, whose model obeys whatever it is told to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.assistant import Assistant
from bot.factory import build_assistant
from bot.llm.settings import ModelSettings
from bot.models import Reply, Request
from bot.settings import Settings
from bot.storage.settings import StorageSettings
from ingest.settings import IndexSettings
from tests.bot import conftest as shipped
from tests.bot.hostile.cases import DOCUMENTS, Case
from tests.bot.hostile.making import make_files
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer, say

# What the search is limited to beside a case's own documents.
_BESIDE = ("partnership-brief.en.md", "partnership-brief.ko.md")
_SOURCE = re.compile(r"^\[(\d+)\] ", re.MULTILINE)


@dataclass
class Obedient:
    """An assistant whose model writes what the case says, citing the first `sources` of its sources."""

    assistant: Assistant
    writes: list[str] = field(default_factory=list)
    sources: int = 1

    def ask(self, case: Case) -> tuple[Reply, str]:
        """The reply to the case's question, and the sentences that were shown on the way."""
        self.writes[:] = [case.obeyed]
        shown: list[str] = []
        within = (*case.documents, *_BESIDE) if case.documents else None
        within = tuple(_id(each) for each in within) if within else None
        request = Request(case.question, case.audience, within, turns=case.turns)
        reply = self.assistant.ask(request, lambda sentence: shown.append(sentence.marked))
        return reply, "\n".join(shown)

    def script(self, asked: Asked) -> Script:
        """What the model writes."""
        recited = "\n".join(f"{line} [1]" for line in asked.system.splitlines() if line.strip())
        text = self.writes[0].replace("{system}", recited)
        if self.sources > 1:
            numbers = _SOURCE.findall(asked.user)[: self.sources]
            text = text.replace("[1]", "".join(f"[{number}]" for number in numbers))
        return say(text)


def _id(name: str) -> str:
    """The document's id, which is that of the line in a file of lines."""
    return "pulau-ubin-sensors" if name.endswith(".jsonl") else name


@pytest.fixture(scope="session")
def hostile_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all the hostile documents."""
    folder = tmp_path_factory.mktemp("hostile") / "documents"
    shutil.copytree(DOCUMENTS, folder)
    make_files(folder)
    return folder


@pytest.fixture(scope="session")
def obedient(hostile_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Obedient]:
    """The assistant over everything."""
    folder = tmp_path_factory.mktemp("hostile_index")
    index = folder / "index"
    shipped.indexed(index, [shipped.DOCUMENTS, hostile_documents])
    scripts: list[Obedient] = []

    def answer(asked: Asked) -> Script:
        return scripts[0].script(asked)

    with ScriptedServer(answer) as server:
        settings = Settings(
            index=IndexSettings(folder=index),
            storage=StorageSettings(url=SecretStr(f"sqlite:///{folder}/records.sqlite")),
            llm=ModelSettings(provider="openai-compatible", model="obedient", base_url=server.base_url),
        )
        scripts.append(Obedient(build_assistant(settings)))
        yield scripts[0]
