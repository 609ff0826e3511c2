"""Questions and answers become statements that say what was asked and answered."""

from __future__ import annotations

import random

import pytest

from bot.qa_model.training.example import Kind, Support
from bot.qa_model.training.sources.declared import declaration, declared
from tests.bot.qa_model.training.made import read

PASSAGE = "Mina built the bridge of Oslo. Joon painted it. Ara, the mayor, opened it in 1900."


@pytest.mark.parametrize(
    ("language", "question", "answer", "statement"),
    [
        ("en", "Who built the bridge?", "Mina", "Mina built the bridge."),
        ("en", "What is the capital of Peru?", "Lima", "The capital of Peru is Lima."),
        ("en", "Who was the mayor in 1900?", "Ara", "The mayor in 1900 was Ara."),
        ("ko", "다리를 지은 사람은?", "민아", "다리를 지은 사람은 민아다."),
        ("ko", "다리의 이름은 무엇인가?", "한강", "다리의 이름은 한강이다."),
        ("ko", "다리를 연 해는 언제인가요?", "1900년", "다리를 연 해는 1900년이다."),
        ("ko", "다리를 지은 것은 누구였는가?", "Mina", "다리를 지은 것은 Mina이다."),
    ],
)
def test_a_question_and_its_answer_are_one_statement(
    language: str, question: str, answer: str, statement: str
) -> None:
    assert declaration(question, answer, language) == statement


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Who did the city ask?"),  # the answer belongs into the middle
        ("en", "What was the bridge built of?"),
        ("en", "What was the bridge called?"),
        ("en", "When was the bridge built?"),
        ("en", "Who are all the builders?"),
        ("ko", "다리를 누가 지었는가?"),
        ("ja", "誰ですか?"),
    ],
)
def test_a_question_of_another_form_is_left_out(language: str, question: str) -> None:
    assert declaration(question, "Mina", language) is None


def test_an_account_is_no_answer_to_declare() -> None:
    assert declaration("Who built it?", "m" * 61, "en") is None


def test_what_contradicts_gives_another_answer_of_the_passage_that_looks_alike() -> None:
    asked = [
        read(PASSAGE, "Who built the bridge of Oslo?", "Mina"),
        read(PASSAGE, "Who painted it?", "Joon"),
        read(PASSAGE, "When was it opened?", "1900"),
        read("Sora built the mill of Bern.", "Who built the mill of Bern?", "Sora"),
    ]
    seen = set()
    for seed in range(30):
        for each in declared(asked, random.Random(seed)):
            assert each.kind is Kind.SUPPORT
            assert each.span is None
            seen.add((each.first, Support(each.verdict).name, each.passage == PASSAGE))
    assert ("Joon built the bridge of Oslo.", "CONTRADICTED", True) in seen
    assert ("Mina built the bridge of Oslo.", "SUPPORTED", True) in seen
    assert ("Mina built the bridge of Oslo.", "NEITHER", False) in seen
    # Its passage has no other answer, so nothing contradicts it.
    assert ("Sora built the mill of Bern.", "SUPPORTED", False) in seen
    assert {first for first, verdict, _ in seen if verdict == "CONTRADICTED"} == {
        "Joon built the bridge of Oslo.",
        "Mina painted it.",
    }
