"""The page of the picture shows an answer in each language, and nothing else."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from bot.discord.cards.preview.picture import write_picture
from tests.bot.discord.cards.preview.conftest import without_bold


def test_an_english_and_a_korean_answer_are_shown_as_they_are_laid_out(tmp_path: Path) -> None:
    write_picture(tmp_path / "picture.html")
    shown = without_bold(unescape((tmp_path / "picture.html").read_text("utf-8")))
    assert shown.count('<div class="container"') == shown.count('<article class="message">') == 2
    assert "The harbour fund supports three projects:" in shown
    assert "항만 기금의 규모는 9천만 달러이다. [1]" in shown
