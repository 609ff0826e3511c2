"""Which candidates are right for a case."""

from __future__ import annotations

import pytest

from bot.answering.candidates import Candidate
from bot.answering.mixing import Signs
from bot.answering.trained_reader import Weighed
from bot.models import Language, Passage
from eval.datasets.case import Case
from eval.fitting.observing import is_right
from ingest.models import Chunk, Unit, UnitKind


def candidate(words: str, document: str = "fees.md") -> Weighed:
    unit = Unit(UnitKind.SENTENCE, 0, len(words))
    passage = Passage(Chunk(document, 0, (), None, 0, len(words), words, (unit,)), document, 1.0)
    return Weighed(Candidate(passage, (unit,), "", is_list=False), Signs(0.0, 0.0, 0.0), None)


def case(**wanted: object) -> Case:
    return Case.model_validate({"id": "c", "language": Language.ENGLISH, "question": "How much?", **wanted})


@pytest.mark.parametrize(
    ("words", "document", "expected"),
    [
        ("The fee is 5 dollars.", "fees.md", True),
        ("Note: The fee is 5 dollars.", "fees.md", True),
        ("The fee", "fees.md", True),  # a row or an item of a longer quote
        ("The fee is 5 dollars.", "other.md", False),
        ("The fee is 6 dollars.", "fees.md", False),
    ],
)
def test_where_the_gold_words_are_named_they_decide(words: str, document: str, expected: bool) -> None:
    gold = [{"document": "fees.md", "quote": "The fee is 5 dollars."}]
    assert is_right(candidate(words, document), case(gold=gold, references=["5 dollars"])) is expected


@pytest.mark.parametrize(("document", "expected"), [("fees.md", True), ("other.md", False)])
def test_else_a_short_answer_in_a_gold_document_does(document: str, expected: bool) -> None:
    wanted = case(gold=[{"document": "fees.md"}], references=["5 Dollars"])
    assert is_right(candidate("It is 5 dollars.", document), wanted) is expected
    assert not is_right(candidate("It is 15 dollars.", document), wanted)


def test_nothing_is_right_where_only_a_refusal_is() -> None:
    assert not is_right(candidate("It is 5 dollars."), case(unanswerable="near_miss"))
