"""An index of a public document and one for staff, and a way to play scenes with the bot's /admin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.assembly import build_desk
from bot.discord.desk import Desk
from bot.settings import Settings
from ingest.settings import DocumentSettings, IndexSettings
from tests.bot.discord.admin.scene import Play, Stage, played
from tests.bot.discord.live.documents import FILES


@pytest.fixture(scope="session")
def admin_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the documents of `documents` beside the index, which were indexed once."""
    folder = tmp_path_factory.mktemp("admin")
    (folder / "documents").mkdir()
    for name in ("harbour.md", "line.md"):
        (folder / "documents" / name).write_text(FILES[name], "utf-8")
    settings = Settings(
        index=IndexSettings(folder=folder / "index"),
        documents=DocumentSettings(sources=(str(folder / "documents"),)),
    )
    desk = build_desk(settings)
    assert not desk.sync_documents().failed
    yield desk
    desk.threads.shutdown()


@pytest.fixture
def stage(admin_desk: Desk, tmp_path: Path) -> Stage:
    """Plays a scene with nothing set in the server but its role for staff."""

    def play_it(play: Play, **changes: object) -> None:
        played(admin_desk, tmp_path, play, **changes)

    return play_it
