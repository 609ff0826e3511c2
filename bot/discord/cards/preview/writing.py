"""Writes the page with the cards, answered from a few documents of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.assistant import Assistant
from bot.discord.buttons import button_for
from bot.discord.cards.preview.documents import FILES
from bot.discord.cards.preview.page import page
from bot.discord.cards.preview.samples import samples
from bot.factory import build_assistant, build_ingestion
from bot.settings import Settings
from ingest.errors import ConfigurationError
from ingest.report import NoProgress
from ingest.settings import IndexSettings

_TITLE = "Concord's cards"


def write_preview(path: Path) -> None:
    """Writes the page to `path`; ConfigurationError where no file can be written there.

    Neither settings nor documents of this place have a part in it.
    """
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written; name another file.") from problem
    with file, tempfile.TemporaryDirectory() as folder:
        file.write(preview(Path(folder)))


def preview(folder: Path) -> str:
    """The page; an index is built in `folder`."""
    return page(samples(assistant_in(folder)), _TITLE, button_for)


def assistant_in(folder: Path) -> Assistant:
    """The assistant over the documents of the page; an index is built in `folder`."""
    documents = folder / "documents"
    documents.mkdir()
    for name, text in FILES.items():
        (documents / name).write_text(text, "utf-8")
    settings = Settings(index=IndexSettings(folder=folder / "index"))
    build_ingestion(settings).run([str(documents)], NoProgress())
    return build_assistant(settings)
