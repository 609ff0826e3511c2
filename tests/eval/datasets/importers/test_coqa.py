"""CoQA's conversations become cases with their turns, right in an annotator's words or the story's."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets.case import EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheSource
from eval.scorers.matching import holds
from tests.eval.datasets.importers.made import coqa, written


def test_a_story_is_a_document_and_each_question_a_case(tmp_path: Path) -> None:
    found = read_source(written(tmp_path / "coqa.json", coqa()))
    (document,) = found.documents
    assert (document.id, document.title) == ("s-1", "harbour.txt")
    shut, again, paid = found.cases
    assert [each.cluster for each in found.cases] == ["s-1"] * 3
    assert (shut.id, shut.references) == ("s-1-1", ("in spring", "March"))
    # The second annotator's span goes over the end of a line, and is no quotation.
    assert (shut.gold, shut.instead) == ((Gold(document="s-1", quote="closed in March"),), ())
    assert again.turns == (EarlierTurn(question="When was it shut?", answer="in spring"),)
    assert (paid.unanswerable, paid.must) == (Unanswerable.NEAR_MISS, ())


def test_the_words_below_an_answer_are_right_too_and_yes_only_where_it_opens(tmp_path: Path) -> None:
    shut, again, _ = read_source(written(tmp_path / "coqa.json", coqa())).cases
    assert holds("The harbour was closed in March.", shut.must[0])
    assert holds("It was in spring.", shut.must[0])
    assert not holds("It was closed.", shut.must[0])
    assert holds("Yes, it did.", again.must[0])
    assert holds("It opened again, with two new cranes.", again.must[0])
    assert not holds("They said yes to cranes.", again.must[0])


def test_answers_that_are_too_few_are_told(tmp_path: Path) -> None:
    made = coqa()
    made["data"][0]["additional_answers"]["0"].pop()
    file = written(tmp_path / "coqa.json", made)
    line = file.read_text().splitlines().index('    "0": [') + 1
    with pytest.raises(FixTheSource) as raised:
        read_source(file)
    told = "data.0.additional_answers.0: there are 2 answers to 3 questions; make them as many."
    assert str(raised.value) == f"coqa.json, line {line}, {told}"
