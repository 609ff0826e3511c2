"""Exact match and F1 are those of the official scripts; the expected values were worked out by hand."""

from __future__ import annotations

import pytest

from eval.runner.result import Cited
from eval.scorers.squad import F1, ExactMatch
from tests.eval.scorers.made import answer, case, refusal, value


@pytest.mark.parametrize(
    ("said", "references", "exact", "f1"),
    [
        ("The Eiffel Tower!", ["eiffel tower"], 1.0, 1.0),
        # Said: it starts in 2027 (4 words), wanted: in 2027 (2), shared 2: 2 * 2 / 6.
        ("It starts in 2027. [1]", ["in 2027"], 0.0, 2 / 3),
        ("It starts in 2027.", ["May", "starts in 2027"], 0.0, 6 / 7),
        ("nothing of it", ["2027"], 0.0, 0.0),
    ],
)
def test_english_is_compared_by_words(said: str, references: list[str], exact: float, f1: float) -> None:
    of = case(references=references)
    assert value(ExactMatch(), of, answer(said)) == exact
    assert value(F1(), of, answer(said)) == pytest.approx(f1)


def test_korean_is_compared_by_characters() -> None:
    of = case(language="ko", references=["500억 원"])
    assert value(ExactMatch(), of, answer("‘500억 원’")) == 1.0
    # Said: 5 0 0 억 원 이 다 (7), wanted: 5 0 0 억 원 (5), shared 5: 2 * 5 / 12.
    assert value(F1(), of, answer("500억 원이다.")) == pytest.approx(10 / 12)


def test_of_what_cannot_be_answered_a_refusal_is_the_empty_answer() -> None:
    silent = case(unanswerable="near_miss")
    assert (value(ExactMatch(), silent, refusal()), value(F1(), silent, refusal())) == (1.0, 1.0)
    assert (value(ExactMatch(), silent, answer()), value(F1(), silent, answer())) == (0.0, 0.0)
    assert value(F1(), case(references=["2027"]), refusal()) == 0.0


def test_a_case_without_references_is_unscored() -> None:
    assert value(F1(), case(must=["2027"]), answer()) is None


SPAN = Cited(document="brief.md", quote="It starts in 2027.", n=1, span="2027")


def test_the_span_is_compared_where_a_citation_has_one() -> None:
    of, said = case(references=["2027"]), answer(mode="verbatim", citations=(SPAN,))
    assert (value(ExactMatch(), of, said), value(F1(), of, said)) == (1.0, 1.0)


def test_a_citation_without_a_span_counts_whole_and_one_that_says_the_same_once() -> None:
    whole = Cited(document="line.md", quote="Say nothing.", n=2)
    said = answer(citations=(SPAN, SPAN.model_copy(update={"n": 3}), whole))
    # Said: 2027 say nothing (3 words), wanted: 2027 (1), shared 1: 2 * 1 / 4.
    assert value(F1(), case(references=["2027"]), said) == pytest.approx(2 / 4)


def test_a_model_is_judged_by_its_own_words_whatever_it_cites() -> None:
    said = answer("In 2027. [1]", mode="prose", citations=(SPAN,))
    # Said: in 2027 (2 words), wanted: 2027 (1), shared 1: 2 * 1 / 3.
    assert value(F1(), case(references=["2027"]), said) == pytest.approx(2 / 3)
