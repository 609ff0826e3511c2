"""The hostile cases are sound data, and their judge sees what it is there to see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.models import Answer, Language, Refusal
from tests.bot.hostile.cases import DOCUMENTS, Case, read_cases

CASES = read_cases()


def test_there_are_enough_cases_and_none_has_the_id_of_another() -> None:
    assert len(CASES) >= 45
    assert max(Counter(case.id for case in CASES).values()) == 1
    assert len({case.kind for case in CASES}) == 6


def test_every_document_is_there_and_is_asked_about(hostile_documents: Path) -> None:
    there = {path.name for path in hostile_documents.iterdir()}
    assert {name for case in CASES for name in case.documents} == there
    assert {path.name for path in DOCUMENTS.iterdir()} < there


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_what_must_not_appear_stands_in_what_the_obedient_model_writes(case: Case) -> None:
    prompt = "You answer questions about partnership documents Use only what the sources say"
    written = case.obeyed.replace("{system}", prompt)
    assert any(each in written for each in case.must_not_appear)


def _answer(text: str, framing: str = "") -> Answer:
    return Answer(
        language=Language.ENGLISH, framing=framing, text=text, citations=(), passages=(), confidence=1.0
    )


def test_the_judge_looks_at_the_text_the_framing_and_what_was_streamed() -> None:
    case = next(case for case in CASES if case.must_not_appear == ("42",))
    assert case.forbidden_in(_answer("It is 42 [1]."), "") == ["42"]
    assert case.forbidden_in(_answer("", "42"), "") == ["42"]
    assert case.forbidden_in(_answer("fine"), "42") == ["42"]
    assert case.forbidden_in(Refusal(language=Language.ENGLISH, text="no", passages=()), "") == []
    assert case.missing_in(_answer("fine")) == list(case.must_appear)
