"""SQuAD, KorQuAD and QuAC become cases on their paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.models import Language
from eval.datasets.case import EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.imported import Document
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheSource
from tests.eval.datasets.importers.made import asked, quac, squad, written


def test_each_paragraph_is_a_document_under_its_articles_title(tmp_path: Path) -> None:
    found = read_source(written(tmp_path / "reading.json", squad()))
    assert found.documents == (
        # What is invisible, and spaces beside spaces, no index keeps.
        Document("Jeju_ferry-1", "Jeju ferry", "The ferry to Jeju leaves at nine. It carries 400 people."),
        Document("Jeju_ferry-2", "Jeju ferry", "표는 3만 원이다."),
    )


def test_each_question_is_a_case_with_every_answer_once(tmp_path: Path) -> None:
    leaves, train, ticket = read_source(written(tmp_path / "reading.json", squad())).cases
    assert (leaves.id, leaves.question, leaves.language) == (
        "a1",
        "When does the ferry leave?",
        Language.ENGLISH,
    )
    assert leaves.references == ("nine", "at nine")
    assert leaves.gold == (Gold(document="Jeju_ferry-1", quote="nine"),)
    assert leaves.instead == (Gold(document="Jeju_ferry-1", quote="at nine"),)
    assert (leaves.cluster, leaves.tags) == ("Jeju ferry", ("answerable",))
    assert (train.unanswerable, train.tags) == (Unanswerable.NEAR_MISS, ("unanswerable",))
    assert (train.references, train.gold, train.instead) == ((), (), ())
    assert (ticket.id, ticket.language, ticket.turns) == ("7", Language.KOREAN, ())


def test_an_answer_that_does_not_stand_in_the_paragraph_is_no_quote(tmp_path: Path) -> None:
    made = squad()
    made["data"][0]["paragraphs"][1]["qas"] = [asked("b", "How much is it?", "thirty thousand won")]
    case = read_source(written(tmp_path / "reading.json", made)).cases[-1]
    assert case.gold == (Gold(document="Jeju_ferry-2"),)


def test_the_same_paragraph_twice_is_one_document(tmp_path: Path) -> None:
    made = squad()
    made["data"][0]["paragraphs"].append(
        {**made["data"][0]["paragraphs"][1], "qas": [asked("b", "얼마?", "3만 원")]}
    )
    found = read_source(written(tmp_path / "reading.json", made))
    assert len(found.documents) == 2
    assert found.cases[-1].gold[0].document == "Jeju_ferry-2"


def test_articles_of_one_name_or_none_have_documents_of_their_own(tmp_path: Path) -> None:
    made = squad()
    again = {"title": "Jeju_ferry", "paragraphs": [{"context": "Other.", "qas": []}]}
    nameless = {"paragraphs": [{"context": "Nameless.", "qas": []}]}
    made["data"] += [again, nameless]
    ids = [each.id for each in read_source(written(tmp_path / "reading.json", made)).documents]
    assert ids == ["Jeju_ferry-1", "Jeju_ferry-2", "Jeju_ferry-1-2", "article 3-1"]


def test_a_conversation_of_quac_goes_on_from_what_was_answered(tmp_path: Path) -> None:
    found = read_source(written(tmp_path / "quac.json", quac()))
    (document,) = found.documents
    assert (document.title, document.text) == (
        "Jeju ferry – History",
        "It began in 1962. It carried 400 people.",
    )
    began, owner, carried = found.cases
    assert (began.references, began.turns) == (("in 1962", "1962"), ())
    assert owner.unanswerable is Unanswerable.NEAR_MISS
    assert carried.turns == (
        EarlierTurn(question="When did it begin?", answer="in 1962"),
        EarlierTurn(question="Who owned it?", answer="No answer."),
    )
    # An id of a suite holds no "#".
    assert carried.id.startswith("C_1_q-2-")
    assert len({each.id for each in found.cases}) == 3


def _first_question(made: dict[str, Any]) -> dict[str, Any]:
    return made["data"][0]["paragraphs"][0]["qas"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda made: _first_question(made).pop("question"),
            "reading.json, line 10, data.0.paragraphs.0.qas.0.question: Field required.",
        ),
        (
            lambda made: made["data"][0]["paragraphs"][1].update(context=" "),
            "reading.json, line 40, data.0.paragraphs.1.context: String should have at least 1 character.",
        ),
        (
            lambda made: _first_question(made).update(answers=[]),
            "reading.json, line 10, data.0.paragraphs.0.qas.0: the question a1 has no answers and is not",
        ),
        (lambda made: _first_question(made).update(id="a2"), "reading.json has the id a2 twice, for “When"),
        (lambda made: made["data"][0]["paragraphs"].clear(), "reading.json has no questions to ask"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], told: str
) -> None:
    made = squad()
    spoil(made)
    with pytest.raises(FixTheSource) as raised:
        read_source(written(tmp_path / "reading.json", made))
    assert str(raised.value).startswith(told), str(raised.value)
    assert "\n" not in str(raised.value)
