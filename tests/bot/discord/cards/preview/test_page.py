"""The page for review shows every kind of card in both languages, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from bot.discord.cards.preview import write_preview
from ingest.errors import ConfigurationError
from prompts.phrases import phrase
from tests.bot.discord.cards.preview.conftest import without_bold


@pytest.mark.parametrize(
    "words",
    [
        "The harbour fund holds 90 million dollars. [1]",
        phrase("answer_unsure", "en"),
        "⚠️ superseded",
        phrase("silent", "en"),
        phrase("silent", "ko"),
        "항만 기금의 규모는 9천만 달러이다. [1]",
        phrase("own_words_begin", "en"),
        "✅ The harbour agreement enters into force on 1 May 2026. [1]",
        "❌ The harbour fund holds 70 million dollars. [1]",
        "❔ 시장은 수영을 잘한다.",
        "직원 전용",
        "The text goes on in the file answer.md.",
        "앞에 질문이 3개 있습니다.",
        "4f1c09ab",
        "할 수 있는 일",
    ],
)
def test_the_page_shows(page: str, words: str) -> None:
    assert words in without_bold(unescape(page))


def test_the_page_loads_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|link|iframe|object|video)|\ssrc=|url\(|@import|javascript:", page)


def test_what_a_hostile_document_says_is_shown_and_does_nothing(page: str) -> None:
    assert "Notice of @\u200beveryone on [the ferry](https://example.org/ferry) **now**" in page
    assert 'href="https://evil.example' not in page
    assert 'class="mention"' not in page


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="name another file"):
        write_preview(tmp_path / "none" / "cards.html")
