"""What a question asks for, and into which questions it falls."""

from __future__ import annotations

import pytest

from bot.answering.question_analysis import (
    AnswerType,
    answer_type_share,
    expected_answer_types,
    split_question,
    without_measure,
)
from bot.models import Language

EN, KO = Language.ENGLISH, Language.KOREAN


@pytest.mark.parametrize(
    ("question", "language", "wanted"),
    [
        ("When does it start?", EN, {AnswerType.TIME}),
        ("How large is the programme?", EN, {AnswerType.AMOUNT}),
        ("Who leads Lablup?", EN, {AnswerType.PERSON}),
        ("Where was the summit held?", EN, {AnswerType.PLACE}),
        ("What did the minister say?", EN, {AnswerType.QUOTATION}),
        ("Which agreements were signed?", EN, {AnswerType.LIST}),
        ("Which three areas is it to cover?", EN, {AnswerType.LIST}),
        ("What fields of work is it to cover?", EN, {AnswerType.LIST}),
        ("What class of work is it?", EN, set()),
        ("The exact words of the minister?", EN, {AnswerType.QUOTATION}),
        ("What is the alliance?", EN, set()),
        ("언제 시작하나요?", KO, {AnswerType.TIME}),
        ("예산은 얼마인가요?", KO, {AnswerType.AMOUNT}),
        ("장관은 누구인가요?", KO, {AnswerType.PERSON}),
        ("장관은 무엇이라고 말했나요?", KO, {AnswerType.QUOTATION}),
        ("어떤 협약을 맺었나요?", KO, {AnswerType.LIST}),
        ("계획의 세 축은 무엇인가요?", KO, {AnswerType.LIST}),
    ],
)
def test_interrogatives_say_what_is_wanted(
    question: str, language: Language, wanted: set[AnswerType]
) -> None:
    assert expected_answer_types(question, language) == wanted


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        ("How large is it, and when does it start?", EN, ["How large is it", "when does it start?"]),
        ("Who signed it? When?", EN, ["Who signed it?", "When?"]),
        (
            "When did it start, how high is the fine, and how long is the grace period?",
            EN,
            ["When did it start", "how high is the fine", "how long is the grace period?"],
        ),
        ("Who are NCS and SMRT?", EN, ["Who are NCS and SMRT?"]),
        ("규모는 얼마이고 언제 시작하나요?", KO, ["규모는 얼마이고", "언제 시작하나요?"]),
        ("언제 시작되었고 과태료는 얼마인가요?", KO, ["언제 시작되었고", "과태료는 얼마인가요?"]),
        ("법을 만들고 나서 언제 시행했나요?", KO, ["법을 만들고 나서 언제 시행했나요?"]),
        ("한국과 싱가포르는 언제 만났나요?", KO, ["한국과 싱가포르는 언제 만났나요?"]),
    ],
)
def test_a_question_falls_into_the_questions_it_holds(
    question: str, language: Language, parts: list[str]
) -> None:
    assert [part.text for part in split_question(question, language)] == parts


@pytest.mark.parametrize(
    ("answer_type", "words", "is_of_the_kind"),
    [
        (AnswerType.TIME, "It starts in 2027.", True),
        (AnswerType.TIME, "2026년 하반기에 조성한다.", True),
        (AnswerType.TIME, "It is a priority partner.", False),
        (AnswerType.AMOUNT, "A fund of USD 300 million.", True),
        (AnswerType.AMOUNT, "The fund serves the region.", False),
        (AnswerType.PERSON, "It is led by Jeongkyu Shin.", True),
        (AnswerType.PERSON, "한성숙 장관이 참석하였다.", True),
        (AnswerType.QUOTATION, 'She said: "We aim to help startups reach further."', True),
        (AnswerType.QUOTATION, "She met the chairman.", False),
    ],
)
def test_the_kind_of_fact_is_seen_in_the_words(
    answer_type: AnswerType, words: str, is_of_the_kind: bool
) -> None:
    assert (answer_type_share(frozenset({answer_type}), words) == 1.0) is is_of_the_kind


def test_what_only_asks_for_a_measure_is_no_content() -> None:
    assert without_measure("How large is the fund?").split() == ["is", "the", "fund?"]
    assert without_measure("Which large fund is it?") == "Which large fund is it?"


def test_a_question_that_wants_two_kinds_is_half_satisfied_by_one() -> None:
    assert answer_type_share(frozenset({AnswerType.TIME, AnswerType.AMOUNT}), "It starts in March.") == 0.5
