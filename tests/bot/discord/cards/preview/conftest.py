"""The page with the cards, which is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.cards.preview.writing import write_preview


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The HTML page as the command writes it."""
    path: Path = tmp_path_factory.mktemp("cards") / "cards.html"
    write_preview(path)
    return path.read_text("utf-8")


def without_bold(page: str) -> str:
    """The page without the marks of the words that the reader takes for the answer."""
    return page.replace("<strong>", "").replace("</strong>", "")
