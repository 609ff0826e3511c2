"""An index that is built once, and the parts of the bot that only answer from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.composition import build_ingestion
from bot.discord.assembly import build_desk
from bot.discord.desk import Desk
from bot.discord.settings import DiscordSettings
from bot.settings import Settings
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.discord.live.documents import FILES
from tests.bot.discord.live.scene import Stage, desk_in, played


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
def plain_desk(small_index: Path) -> Iterator[Desk]:
    """The desk of a bot without a language model."""
    desk = build_desk(Settings(index=IndexSettings(folder=small_index)))
    yield desk
    desk.threads.shutdown()


@pytest.fixture
def stage(plain_desk: Desk, tmp_path: Path) -> Stage:
    """Plays a scene with the bot that answers in the documents' own words."""

    def desk_for(settings: DiscordSettings) -> Desk:
        return desk_in(tmp_path, plain_desk, settings)

    return partial(played, desk_for)
