"""A follow-up gets the subject that it leaves out, from the earlier question or its answer."""

from __future__ import annotations

import pytest

from bot.conversation.followup import standalone
from bot.models import Audience, Language, Question, Turn

A2Z = Turn(
    "Which company may drive on Singapore's roads?",
    "Autonomous A2Z became the first Korean company cleared to drive in Singapore in May 2025. [1]",
)
FUND = Turn("How large is the global fund of funds?", "Its target size is USD 300 million. [1]")


def after(text: str, *turns: Turn, most_chars: int = 500) -> str:
    return standalone(Question(text, Audience.PUBLIC, Language.ENGLISH, None, turns), most_chars)


@pytest.mark.parametrize(
    ("turn", "text", "alone"),
    [
        (FUND, "And when does it start?", "And when does it start? (the global fund of funds)"),
        (FUND, "Why?", "Why? (the global fund of funds)"),
        (FUND, "Is that confirmed?", "Is that confirmed? (the global fund of funds)"),
        (FUND, "How much?", "How much? (the global fund of funds)"),
        (FUND, "What are the main conditions?", "What are the main conditions? (the global fund of funds)"),
        (A2Z, "Who are its partners?", "Who are its partners? (Autonomous A2Z)"),
        (A2Z, "누가 운영하나요?", "누가 운영하나요? (Autonomous A2Z)"),
        (Turn("모태펀드의 규모는 얼마인가요?"), "그럼 언제 시작하나요?", "그럼 언제 시작하나요? (모태펀드)"),
        (Turn("모태펀드는 왜 만드나요?"), "왜요?", "왜요? (모태펀드는 왜 만드나요)"),
        (Turn("Who is Lee?", "Lee is the President. [1]"), "What did he say?", "What did he say? (Lee)"),
        (
            Turn("Who made AI Verify?", "IMDA made AI Verify. [1]"),
            "When was it released?",
            "When was it released? (AI Verify)",
        ),
        (
            Turn("Who met the chairman?", "Minister Han Seong Sook met the chairman. [1]"),
            "What did she say?",
            "What did she say? (Minister Han Seong Sook)",
        ),
    ],
)
def test_a_follow_up_says_what_it_is_about(turn: Turn, text: str, alone: str) -> None:
    assert after(text, turn) == alone


@pytest.mark.parametrize(
    ("earlier", "text", "alone"),
    [
        ("How many GPUs does Korea plan?", "What about Singapore?", "How many GPUs does Singapore plan?"),
        ("Who chairs the council in Singapore?", "And in Korea?", "Who chairs the council in Korea?"),
        ("How many GPUs go to Samsung?", "And Naver Cloud?", "How many GPUs go to Naver Cloud?"),
        ("한국은 언제 시작했나요?", "그럼 싱가포르는요?", "싱가포르는 언제 시작했나요?"),
        ("삼성은 몇 장을 받나요?", "네이버 클라우드는요?", "네이버 클라우드는 몇 장을 받나요?"),
        ("그랩은 몇 대를 받나요?", "네이버는요?", "네이버는 몇 대를 받나요?"),
        ("네이버는 몇 대를 받나요?", "그랩은요?", "그랩은 몇 대를 받나요?"),
        ("서밋에서는 몇 건이 체결됐나요?", "정상회담에서는요?", "정상회담에서는 몇 건이 체결됐나요?"),
    ],
)
def test_another_name_takes_the_place_of_the_one_asked_about(earlier: str, text: str, alone: str) -> None:
    assert after(text, Turn(earlier)) == alone


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
        "Which author is best known for his book?",
        "NAIS 2.0 enablers",
        "과태료는 얼마인가요?",
        "이 대통령은 싱가포르에 며칠 동안 있었나요?",
        "그럼 한성숙 장관은 무엇을 강조했나요?",
        "미스터 허드슨의 소속은?",
        "GPU 목표를 알려 주세요",
        "",
        "?",
    ],
)
def test_a_question_that_stands_alone_is_left_to_the_letter(text: str) -> None:
    if text.strip("?"):
        assert after(text, A2Z) == text
    assert after(text) == text


def test_a_chain_of_follow_ups_goes_back_to_its_subject() -> None:
    turns = (FUND, Turn("When does it start?", "In 2026. [1]"), Turn("Who runs it?", "MSS runs it. [1]"))
    assert (
        after("Is it open to the public?", *turns) == "Is it open to the public? (the global fund of funds)"
    )


def test_a_change_of_subject_drops_the_old_one() -> None:
    turns = (FUND, Turn("What is NAIS 2.0?", "A strategy. [1]"))
    assert after("Who launched it?", *turns) == "Who launched it? (NAIS 2.0)"


def test_the_second_one_is_the_second_that_the_answer_named() -> None:
    listed = Turn("Who joined?", "- Lablup and PTCsys agreed on computing. [1]\n- Lablup and Knovel. [2]")
    assert (
        after("What is the second one about?", listed) == "What is the second one about? (Lablup and Knovel.)"
    )
    named = Turn(
        "Which ministries?",
        "Both: the Ministry of SMEs and Startups (MSS) and the Ministry of Health (MOH). [1]",
    )
    assert after("Who leads the second one?", named) == "Who leads the second one? (Ministry of Health)"


def test_turns_without_answers_do_as_well() -> None:
    alone = after("Who are its partners?", Turn(A2Z.question))
    assert alone == "Who are its partners? (company drive on Singapore's roads)"


def test_no_more_is_added_than_allowed_however_long_the_turns() -> None:
    long = Turn("What is " + "x" * 100_000 + "?", "y" * 100_000)
    assert len(after("When does it start?", *[long] * 200, most_chars=100)) <= 100 + len(
        "When does it start? ()"
    )
