"""How many tokens a text takes, and which turns of a conversation fit into so many."""

from __future__ import annotations

import pytest

from bot.llm.tokens import estimated_tokens, within_budget
from bot.models import Turn


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


def test_of_a_conversation_the_newest_turns_that_fit_are_kept_in_their_order() -> None:
    turns = (Turn("Why?", "So."), Turn("누구?", "이재명"))
    assert within_budget(turns, 0) == ()
    assert within_budget(turns, 100) == turns
    # A turn whose answer is too long keeps its question and ends the history.
    assert within_budget([Turn("Why?"), Turn("Who?", "x" * 1000)], 100) == (Turn("Who?"),)
