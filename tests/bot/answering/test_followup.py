"""Follow-up questions are led by what they lean on."""

from __future__ import annotations

from bot.answering.followup import with_subject
from bot.models import Audience, Language, Question, Turn


def _question(text: str, turns: tuple[str, ...]) -> Question:
    return Question(text, Audience.PUBLIC, Language.ENGLISH, None, tuple(Turn(each) for each in turns))


def led(text: str, *turns: str, most_chars: int = 500) -> str:
    return with_subject(_question(text, turns), most_chars)


def test_a_question_that_stands_alone_is_left_alone() -> None:
    assert led("How high is the fine?", "When did the Act start?") == "How high is the fine?"


def test_a_follow_up_is_led_by_the_question_before_it() -> None:
    assert (
        led("And when does it start?", "How large is the fund?")
        == "How large is the fund? And when does it start?"
    )


def test_a_chain_of_follow_ups_goes_back_to_its_subject() -> None:
    chain = led("Who runs it?", "Who is Lee?", "How large is the fund?", "When does it start?")
    assert chain == "How large is the fund? When does it start? Who runs it?"


def test_korean_follow_ups_are_known_too() -> None:
    assert led("그럼 언제 시작하나요?", "모태펀드의 규모는?") == "모태펀드의 규모는? 그럼 언제 시작하나요?"


def test_of_a_very_long_turn_only_the_end_is_kept() -> None:
    assert len(led("When does it start?", "x" * 100_000, most_chars=200)) == 200 + len("When does it start?")
