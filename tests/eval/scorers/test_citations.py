"""Citations are judged by the stored text and the evidence, never by how they look."""

from __future__ import annotations

import pytest

from eval.scorers.citations import (
    CitationPrecision,
    CitationRecall,
    QuotesToTheLetter,
    RightDocument,
    RightSection,
    StatementsCited,
)
from eval.scorers.score import Score
from tests.eval.scorers.made import BRIEF, Papers, answer, case, marked, refusal, value

_START = {"document": "brief.md", "quote": "It starts in 2027.", "section": "Start"}
_FUND = {"document": "brief.md", "quote": "The fund holds KRW 50 billion."}


def test_a_quotation_stands_to_the_letter_or_not() -> None:
    at = BRIEF.index("It starts")
    placed = {"document": "brief.md", "quote": "It starts in 2027.", "start": at, "end": at + 18}
    moved = {**placed, "start": at + 1}
    altered = {"document": "brief.md", "quote": "It starts in 2028."}
    gone = {"document": "gone.md", "quote": "x"}
    score = QuotesToTheLetter()
    assert value(score, case(), answer(citations=[placed])) == 1.0
    assert value(score, case(), answer(citations=[placed, moved, altered, gone])) == 0.25
    assert value(score, case(), answer(citations=[])) is None
    assert value(score, case(), refusal()) is None


def test_without_an_index_nothing_is_known_of_letters() -> None:
    assert QuotesToTheLetter().mark(case(), answer(), Papers({}, is_known=False)) is None


def test_every_line_has_a_source_that_is_listed() -> None:
    score = StatementsCited()
    assert value(score, case(), answer("One. [1]\nTwo. [1]")) == 1.0
    found = marked(score, case(), answer("One. [1]\nTwo.\nThree. [1][2]\n"))
    assert found is not None
    assert found.value == pytest.approx(1 / 3)
    assert "Two." in found.why
    assert value(score, case(), refusal()) is None


def test_the_number_behind_a_list_is_that_of_all_its_lines() -> None:
    cited = [{"document": "brief.md", "quote": "Three areas:\n\n- One:  safety\n- Two: trade", "n": 1}]
    score, text = StatementsCited(), "Three areas:\n\n- One: safety\n- Two: trade [1]"
    assert value(score, case(), answer(text, citations=cited)) == 1.0
    # What the quotation does not hold has no source behind it, nor has a line with the number of none.
    assert value(score, case(), answer(f"Gladly.\n{text}", citations=cited)) == pytest.approx(3 / 4)
    assert value(score, case(), answer("- One: safety [2]", citations=cited)) == 0.0


def test_the_document_and_the_section_are_those_of_the_evidence() -> None:
    of = case(gold=[_START])
    assert value(RightDocument(), of, answer()) == 1.0
    assert value(RightSection(), of, answer()) == 1.0
    other = answer(citations=[{"document": "other.md", "section": "Start"}])
    assert (value(RightDocument(), of, other), value(RightSection(), of, other)) == (0.0, 0.0)


def test_precision_and_recall_are_of_the_quoted_evidence() -> None:
    of = case(gold=[_START, _FUND])
    cited = [
        {"document": "brief.md", "quote": "It starts in 2027."},
        {"document": "brief.md", "quote": "something else"},
        {"document": "other.md", "quote": "The fund holds KRW 50 billion."},
    ]
    assert value(CitationPrecision(), of, answer(citations=cited)) == pytest.approx(1 / 3)
    assert value(CitationRecall(), of, answer(citations=cited)) == 0.5


@pytest.mark.parametrize("score", [CitationPrecision(), CitationRecall(), RightDocument(), RightSection()])
def test_what_has_no_evidence_or_was_refused_is_unscored(score: Score) -> None:
    assert value(score, case(must=["x"]), answer()) is None
    assert value(score, case(gold=[_START]), refusal()) is None
