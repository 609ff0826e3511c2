"""An index of a public document and one for staff, and a way to play scenes with the bot's /admin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.services import BotServices, build_services
from bot.settings import Settings
from ingest.settings import DocumentSettings, IndexSettings
from tests.bot.discord.admin.scene import Play, Stage, played
from tests.bot.discord.live.documents import FILES


@pytest.fixture(scope="session")
def admin_services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotServices]:
    """A services over the documents of `documents` beside the index, which were indexed once."""
    folder = tmp_path_factory.mktemp("admin")
    (folder / "documents").mkdir()
    for name in ("harbour.md", "line.md"):
        (folder / "documents" / name).write_text(FILES[name], "utf-8")
    settings = Settings(
        index=IndexSettings(folder=folder / "index"),
        documents=DocumentSettings(sources=(str(folder / "documents"),)),
    )
    services = build_services(settings)
    assert not services.sync_documents().failed
    yield services
    services.threads.shutdown()


@pytest.fixture
def stage(admin_services: BotServices, tmp_path: Path) -> Stage:
    """Plays a scene with nothing set in the server but its role for staff."""

    def play_it(play: Play, **changes: object) -> None:
        played(admin_services, tmp_path, play, **changes)

    return play_it
