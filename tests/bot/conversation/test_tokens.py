"""Tokens are reckoned from the characters, rather too many than too few."""

from __future__ import annotations

import pytest

from bot.conversation.budget import within_budget
from bot.conversation.tokens import estimated_tokens
from bot.models import Turn


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("Who are its partners?", 6),  # 21 ASCII characters
        ("언제 시작하나요?", 8),  # seven syllables; a space and a question mark make one more, begun
        ("A2Z는?", 2),
    ],
)
def test_ascii_counts_a_quarter_and_hangul_whole(text: str, tokens: int) -> None:
    assert estimated_tokens(text) == tokens


def test_nothing_fits_into_no_budget() -> None:
    assert within_budget([Turn("What is A2Z?", "A company.")], 0) == ()


def test_a_turn_that_is_too_long_keeps_its_question() -> None:
    assert within_budget([Turn("Why?"), Turn("Who?", "x" * 1000)], 100) == (Turn("Who?"),)
