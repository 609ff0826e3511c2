"""The shipped corpus, indexed once with the real model and the real Chroma."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.factory import build_assistant, build_ingestion
from bot.llm.settings import ModelSettings
from bot.settings import Settings
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.llm.local_server import local_model

DOCUMENTS = Path(__file__).parents[2] / "documents"
# Below the folder that CONCORD_TEST_DATA names.
ANNOUNCEMENT = Path("documents/announcement.md")


def indexed(folder: Path, places: list[Path]) -> Assistant:
    """An assistant over an index of `places` in `folder`."""
    settings = Settings(index=IndexSettings(folder=folder))
    report = build_ingestion(settings).run([str(place) for place in places], NoProgress())
    assert not report.failed, report.failed
    return build_assistant(settings)


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the shipped documents; tests only ask it."""
    folder = tmp_path_factory.mktemp("corpus")
    indexed(folder, [DOCUMENTS])
    return folder


@pytest.fixture(scope="session")
def corpus(corpus_index: Path) -> Assistant:
    """The assistant over the shipped documents."""
    return build_assistant(Settings(index=IndexSettings(folder=corpus_index)))


@pytest.fixture(scope="session")
def announcement(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the ministry's verbatim announcement alone."""
    data = os.environ.get("CONCORD_TEST_DATA")
    if not data:
        pytest.skip("CONCORD_TEST_DATA names no folder with documents/announcement.md")
    return indexed(tmp_path_factory.mktemp("announcement"), [Path(data) / ANNOUNCEMENT])


@pytest.fixture(scope="session")
def local_llm() -> Iterator[ModelSettings]:
    """The settings of a real, small language model on a real server."""
    with local_model() as settings:
        yield settings
