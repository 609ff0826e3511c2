"""Retrieval is measured by the evidence that passages hold; what is expected follows from the definitions."""

from __future__ import annotations

import math

import pytest

from eval.scorers.retrieval import Retrieval
from tests.eval.scorers.made import answer, case, value

_START = {"document": "brief.md", "quote": "It starts in 2027."}
_FUND = {"document": "brief.md", "quote": "The fund holds KRW 50 billion."}


def _passage(text: str, document: str = "brief.md", section: str = "") -> dict[str, str]:
    return {"document": document, "text": text, "section": section}


_RANKED = answer(
    passages=[
        _passage("Other words."),
        _passage("Before. It starts in 2027. Behind."),
        _passage("It starts in 2027."),
    ]
)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("R@1", 0.0), ("R@5", 1.0), ("RR", 1 / 2), ("nDCG@10", 1 / math.log2(3)), ("P@1", 0.0)],
)
def test_one_piece_of_evidence_at_the_second_place(measure: str, expected: float) -> None:
    assert value(Retrieval("r", measure), case(gold=[_START]), _RANKED) == pytest.approx(expected)


def test_two_pieces_are_each_to_be_found_and_one_passage_holds_one() -> None:
    assert value(Retrieval("r", "R@5"), case(gold=[_START, _FUND]), _RANKED) == 0.5


def test_evidence_that_would_do_instead_counts() -> None:
    of = case(gold=[_FUND], instead=[_START])
    assert value(Retrieval("r", "R@5"), of, _RANKED) == 1.0


def test_without_a_quote_the_section_or_the_document_is_enough() -> None:
    ranked = answer(passages=[_passage("x", section="Money > Start"), _passage("y", document="other.md")])
    assert value(Retrieval("r", "RR"), case(gold=[{"document": "other.md"}]), ranked) == 0.5
    assert value(Retrieval("r", "RR"), case(gold=[{"document": "brief.md", "section": "Start"}]), ranked) == 1
    assert value(Retrieval("r", "RR"), case(gold=[{"document": "brief.md", "section": "End"}]), ranked) == 0


def test_a_document_counts_with_its_best_passage_where_documents_are_asked_for() -> None:
    passages = [_passage("x"), _passage("y"), _passage("z", document="other.md"), _passage("w")]
    of = case(gold=[{"document": "other.md"}])
    # Of two documents the second, though of four passages the third.
    assert value(Retrieval("r", "RR"), of, answer(passages=passages)) == 1 / 2
    quoted = case(gold=[{"document": "other.md", "quote": "z"}])
    assert value(Retrieval("r", "RR"), quoted, answer(passages=passages)) == 1 / 3


def test_cases_without_evidence_and_systems_without_passages_are_unscored() -> None:
    assert value(Retrieval("r", "RR"), case(must=["x"]), _RANKED) is None
    assert value(Retrieval("r", "RR"), case(gold=[_START]), answer(citations=[])) is None
