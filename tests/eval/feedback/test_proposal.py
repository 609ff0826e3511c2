"""The proposed case says what is right by the words of the person, and where it stands by the documents'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.models import Audience
from eval.datasets.case import EarlierTurn, Unanswerable
from eval.feedback.candidate import Candidate, Said
from eval.feedback.proposal import Proposal, propose
from eval.runner.result import Retrieved
from tests.eval.feedback.made import CORPUS, FUND, candidate, nothing, passage_of

HOLDS = "The harbour fund holds 90 million dollars."


def proposed(of: Candidate) -> Proposal:
    return propose(of, CORPUS, nothing)


def right(words: str, **changes: Any) -> Candidate:
    return candidate(remarks=(Said(right=words),), **changes)


def test_a_figure_becomes_a_value_and_its_sentence_the_evidence() -> None:
    case = proposed(right("It is 90 million dollars.")).case()
    assert case.model_dump(include={"must", "gold", "instead"}, exclude_defaults=True, mode="json") == {
        "must": [{"value": "90 million dollars"}],
        "gold": [{"document": "harbour.md", "quote": HOLDS}],
    }
    assert (case.question, case.language, case.audience) == (FUND, "en", Audience.PUBLIC)
    assert case.tags == ("regressions", "unhelpful")


def test_of_what_stands_in_two_documents_the_nearer_words_are_the_evidence() -> None:
    found = right(
        "the ferry's 90 million dollars", passages=(passage_of("harbour.md"), passage_of("ferry.md"))
    )
    assert [each.document for each in proposed(found).case().gold] == ["ferry.md"]


def test_a_name_becomes_the_words_that_the_sentence_holds() -> None:
    case = proposed(right("It was Kim Jung-kwan who did.", question="Who founded it?")).case()
    assert case.must == ("Kim Jung-kwan",)
    assert case.gold[0].quote == "It was founded by Kim Jung-kwan."


def test_several_sentences_are_named_where_none_holds_all() -> None:
    case = proposed(right("90 million dollars from 1 May 2026")).case()
    assert [each.quote for each in case.gold] == [
        HOLDS,
        "The harbour agreement enters into force on 1 May 2026.",
    ]


def test_what_no_document_says_is_doubted() -> None:
    found = proposed(right("It is 95 million dollars."))
    assert found.case().gold == ()
    assert found.doubt == "No sentence was found, of those that the public may read, that says this."


def test_evidence_for_the_public_is_none_of_staffs() -> None:
    secret = "It is 77 million dollars."
    assert proposed(right(secret)).case().gold == ()
    for_staff = proposed(right(secret, audience=Audience.STAFF)).case()
    assert [each.document for each in for_staff.gold] == ["line.md"]
    assert for_staff.audience is Audience.STAFF


def test_what_the_answer_missed_is_searched_for_by_what_is_right() -> None:
    asked: list[str] = []

    def search(words: str, audience: Audience) -> Sequence[Retrieved]:
        asked.append(f"{audience.value}: {words}")
        return [passage_of("harbour.md")]

    found = propose(right("90 million dollars", passages=(), citations=()), CORPUS, search)
    assert found.case().gold[0].quote == HOLDS
    assert asked == [f"public: {FUND} 90 million dollars"]


def test_a_passage_that_has_changed_since_is_no_evidence() -> None:
    old = Retrieved(document="harbour.md", text="The harbour fund holds 12 million dollars.")
    assert proposed(right("12 million dollars", passages=(old,), citations=())).case().gold == ()


@pytest.mark.parametrize("remarks", [(), (Said(wrong="no"),), (Said(right=" "),), (Said(right="the best"),)])
def test_where_nothing_is_said_to_be_right_the_reviewer_has_to_say_it(remarks: tuple[Said, ...]) -> None:
    found = proposed(candidate(remarks=remarks))
    assert not found.is_whole
    refused = found.refused(Unanswerable.NEAR_MISS).case()
    assert (refused.unanswerable, refused.must, refused.gold) == (Unanswerable.NEAR_MISS, (), ())


def test_a_rightful_refusal_takes_nothing_of_what_was_said_to_be_right() -> None:
    case = proposed(right("90 million dollars")).refused(Unanswerable.FALSE_PREMISE).case()
    assert (case.must, case.gold, case.instead) == ((), (), ())


def test_turns_are_those_of_the_conversation() -> None:
    turns = (EarlierTurn(question="What is it?", answer="A fund."), EarlierTurn(question="And?"))
    assert proposed(right("90 million", turns=turns)).case().turns == (turns[0], "And?")


@pytest.mark.parametrize(
    ("question", "language", "beginning"),
    [
        ("How much?", "en", "how-much-"),
        ("AI 예산은 얼마인가요?", "ko", "ko-"),
        ("…?", "en", "en-"),
        ("word " * 30, "en", "word-word-word-word-word-word-word-"),
    ],
)
def test_an_id_is_readable_and_the_only_one_of_its_kind(question: str, language: str, beginning: str) -> None:
    identifier = proposed(candidate(question, language=language)).case().id
    assert identifier.startswith(beginning)
    assert len(identifier) <= 50
    assert identifier != proposed(candidate(question + "x", language=language)).case().id
