"""Of a conversation the newest turns that fit are remembered."""

from __future__ import annotations

from bot.conversation.budget import within_budget
from bot.models import Turn


def test_nothing_fits_into_no_budget() -> None:
    assert within_budget([Turn("What is A2Z?", "A company.")], 0) == ()


def test_a_turn_whose_answer_is_too_long_keeps_its_question_and_ends_the_history() -> None:
    turns = [Turn("Why?"), Turn("Who?", "x" * 1000)]
    assert within_budget(turns, 100) == (Turn("Who?"),)


def test_all_that_fits_is_kept_in_its_order() -> None:
    turns = (Turn("Why?", "So."), Turn("누구?", "이재명"))
    assert within_budget(turns, 100) == turns
