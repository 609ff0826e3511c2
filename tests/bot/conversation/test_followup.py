"""A follow-up gets the content of the question before it; a question that stands alone is left as it is."""

from __future__ import annotations

import pytest

from bot.conversation.followup import is_follow_up, standalone_text
from bot.models import Audience, Language, Question, Turn

FUND = Turn("How large is the global fund of funds?", "Its target size is USD 300 million. [1]")


def after(text: str, *turns: Turn, max_chars: int = 500) -> str:
    return standalone_text(Question(text, Audience.PUBLIC, Language.ENGLISH, None, turns), max_chars)


@pytest.mark.parametrize(
    "text",
    [
        "And when does it start?",
        "Why?",
        "Is that confirmed?",
        "How much?",
        "And who is the vice chair?",
        "And for HTX?",
        "What about Singapore?",
        "What did he say about Singapore?",
        "Which ones?",
        "그럼 언제 시작하나요?",
        "왜요?",
        "파트너는 누구인가요?",
        "그는 뭐라고 말했나요?",
        "그 법은 언제 통과했나요?",
        "싱가포르는요?",
    ],
)
def test_a_follow_up_says_what_it_is_about(text: str) -> None:
    assert is_follow_up(text)
    assert after(text, FUND) == f"the global fund of funds {text}"
    assert after(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "How high is the fine?",
        "What is Singapore's plan and when does it start?",
        "And when did the KSDPA enter into force?",
        "Is it true that no AI model had reached 10^26 FLOP?",
        "What did Lee Jae Myung say this year?",
        "Who said that the AI Alliance is the start of an ecosystem?",
        "How long does it take for a foreign company to register?",
        "Those who signed the FTA in 2005 were whom?",
        "NAIS 2.0 enablers",
        "과태료는 얼마인가요?",
        "이 대통령은 싱가포르에 며칠 동안 있었나요?",
        "그럼 한성숙 장관은 무엇을 강조했나요?",
        "미스터 허드슨의 소속은?",
        "GPU 목표를 알려 주세요",
    ],
)
def test_a_question_that_stands_alone_is_left_to_the_letter(text: str) -> None:
    assert not is_follow_up(text)
    assert after(text, FUND) == text


@pytest.mark.parametrize("text", ["", "?"])
def test_a_question_without_words_does_no_harm(text: str) -> None:
    assert after(text) == text
    assert after(text, FUND).endswith(text)


def test_a_korean_question_leaves_its_predicate_and_particle_behind() -> None:
    assert (
        after("언제 시작하나요?", Turn("그럼 모태펀드의 규모는 얼마인가요?"))
        == "모태펀드의 규모 언제 시작하나요?"
    )


def test_a_chain_of_follow_ups_goes_back_to_its_subject_and_no_further() -> None:
    turns = (Turn("What is NAIS 2.0?"), FUND, Turn("When does it start?", "In 2026."), Turn("Why?"))
    assert after("Who runs it?", *turns) == "the global fund of funds start Who runs it?"


def test_no_more_is_added_than_allowed_however_long_the_turns() -> None:
    long = Turn("What is " + "x" * 100_000 + "?", "y" * 100_000)
    question = "When does it start?"
    assert len(after(question, *[long] * 200, max_chars=100)) == 100 + len(" ") + len(question)
