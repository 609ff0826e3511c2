"""Tokens reckoned from characters are rather too many than too few."""

from __future__ import annotations

import pytest

from bot.llm.tokens import estimated_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("Who are its partners?", 7),  # 21 characters, three a token
        ("언제 시작하나요?", 8),  # seven syllables, a space and a question mark
    ],
)
def test_three_ascii_characters_or_one_other_are_a_token(text: str, tokens: int) -> None:
    assert estimated_tokens(text) == tokens
