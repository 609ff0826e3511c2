"""An index that is built once, and the parts of the bot that only answer from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.discord.services import BotServices, build_services
from bot.factory import build_ingestion
from bot.llm.settings import ModelSettings
from bot.settings import Settings
from eval.fake_llm.server import ScriptedServer
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.discord.live.documents import FILES
from tests.bot.discord.live.scene import Stage, played, services_in
from tests.bot.discord.live.writing import HeldModel


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the few documents; tests only ask it."""
    folder = tmp_path_factory.mktemp("discord")
    documents = folder / "documents"
    documents.mkdir()
    for name, text in FILES.items():
        (documents / name).write_text(text, "utf-8")
    settings = Settings(index=IndexSettings(folder=folder / "index"))
    report = build_ingestion(settings).run([str(documents)], NoProgress())
    assert not report.failed, report.failed
    return folder / "index"


@pytest.fixture(scope="session")
def plain_services(small_index: Path) -> Iterator[BotServices]:
    """The services of a bot without a language model."""
    services = build_services(Settings(index=IndexSettings(folder=small_index)))
    yield services
    services.threads.shutdown()


@pytest.fixture(scope="session")
def _language_model() -> Iterator[tuple[HeldModel, str]]:
    model = HeldModel()
    with ScriptedServer(model) as server:
        yield model, server.base_url
        model.let_go()


@pytest.fixture(scope="session")
def written_desk(small_index: Path, _language_model: tuple[HeldModel, str]) -> Iterator[BotServices]:
    """The services of a bot with a language model."""
    llm = ModelSettings(provider="openai-compatible", model="scripted", base_url=_language_model[1])
    services = build_services(Settings(index=IndexSettings(folder=small_index), llm=llm))
    yield services
    services.threads.shutdown()


@pytest.fixture
def model(_language_model: tuple[HeldModel, str]) -> Iterator[HeldModel]:
    """The language model of `written`, which answers at once unless it is held."""
    model, _ = _language_model
    model.reset()
    yield model
    model.let_go()


@pytest.fixture
def written(written_desk: BotServices, tmp_path: Path) -> Stage:
    """Plays a scene with the bot whose answers a language model writes."""
    return partial(played, partial(services_in, tmp_path, written_desk))


@pytest.fixture
def stage(plain_services: BotServices, tmp_path: Path) -> Stage:
    """Plays a scene with the bot that answers in the documents' own words."""

    return partial(played, partial(services_in, tmp_path, plain_services))
