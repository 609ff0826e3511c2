"""The proposed case says what is right in the person's words, and where it stands in the documents'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.models import Audience
from eval.datasets.case import EarlierTurn, Gold, Unanswerable
from eval.feedback.candidate import Candidate, RemarkText
from eval.feedback.proposal import Proposal, propose, requirements_in
from eval.models import ResultPassage
from tests.eval.feedback.samples import CORPUS, FUND, candidate, find_nothing, passage_of

HOLDS = "The harbour fund holds 90 million dollars."


def proposed(of: Candidate) -> Proposal:
    return propose(of, CORPUS, find_nothing)


def right(words: str, **changes: Any) -> Candidate:
    return candidate(remarks=(RemarkText(right=words),), **changes)


def test_a_figure_becomes_a_value_and_its_sentence_the_evidence() -> None:
    case = proposed(right("It is 90 million dollars.")).case()
    assert case.model_dump(include={"must", "gold", "instead"}, exclude_defaults=True, mode="json") == {
        "must": [{"value": "90 million dollars"}],
        "gold": [{"document": "harbour.md", "quote": HOLDS}],
    }
    assert (case.question, case.language, case.audience) == (FUND, "en", Audience.PUBLIC)
    assert case.tags == ("regressions", "unhelpful")


def test_of_what_stands_in_two_documents_the_nearer_words_are_the_evidence() -> None:
    passages = (passage_of("harbour.md"), passage_of("ferry.md"))
    case = proposed(right("the ferry's 90 million dollars", passages=passages)).case()
    assert [gold.document for gold in case.gold] == ["ferry.md"]


def test_a_name_becomes_the_words_that_the_sentence_holds() -> None:
    case = proposed(right("It was Kim Jung-kwan who did.", question="Who founded it?")).case()
    assert case.must == ("Kim Jung-kwan",)
    assert case.gold[0].quote == "It was founded by Kim Jung-kwan."


def test_several_sentences_are_named_where_none_holds_all() -> None:
    case = proposed(right("90 million dollars from 1 May 2026")).case()
    expected = [HOLDS, "The harbour agreement enters into force on 1 May 2026."]
    assert [gold.quote for gold in case.gold] == expected


def test_what_no_document_says_now_is_doubted() -> None:
    found = proposed(right("It is 95 million dollars."))
    assert found.case().gold == ()
    assert found.doubt == "No sentence was found, of those that the public may read, that says this."
    old = ResultPassage(document="harbour.md", text="The harbour fund holds 12 million dollars.")
    assert proposed(right("12 million dollars", passages=(old,), citations=())).case().gold == ()


def test_evidence_for_the_public_is_none_of_staffs() -> None:
    secret = "It is 77 million dollars."
    assert proposed(right(secret)).case().gold == ()
    for_staff = proposed(right(secret, audience=Audience.STAFF)).case()
    assert [gold.document for gold in for_staff.gold] == ["line.md"]
    assert for_staff.audience is Audience.STAFF


def test_what_the_answer_missed_is_searched_for_by_what_is_right() -> None:
    searched: list[str] = []

    def search(words: str, audience: Audience) -> Sequence[ResultPassage]:
        searched.append(f"{audience.value}: {words}")
        return [passage_of("harbour.md")]

    found = propose(right("90 million dollars", passages=(), citations=()), CORPUS, search)
    assert found.case().gold[0].quote == HOLDS
    assert searched == [f"public: {FUND} 90 million dollars"]


@pytest.mark.parametrize("words", ["", " ", "the best"])
def test_where_nothing_is_said_to_be_right_the_reviewer_has_to_say_it(words: str) -> None:
    found = proposed(right(words))
    assert not found.is_complete
    refused = found.as_unanswerable(Unanswerable.NEAR_MISS).case()
    assert (refused.unanswerable, refused.must, refused.gold) == (Unanswerable.NEAR_MISS, (), ())


def test_a_rightful_refusal_takes_nothing_of_what_was_said_to_be_right() -> None:
    case = proposed(right("90 million dollars")).as_unanswerable(Unanswerable.FALSE_PREMISE).case()
    assert (case.must, case.gold, case.instead) == ((), (), ())


def test_turns_are_those_of_the_conversation() -> None:
    turns = (EarlierTurn(question="What is it?", answer="A fund."), EarlierTurn(question="And?"))
    assert proposed(right("90 million", turns=turns)).case().turns == (turns[0], "And?")


@pytest.mark.parametrize(
    ("question", "language", "start"),
    [
        ("How much?", "en", "how-much-"),
        ("AI 예산은 얼마인가요?", "ko", "ko-"),
        ("…?", "en", "en-"),
        ("word " * 30, "en", "word-word-word-word-word-word-word-"),
    ],
)
def test_an_id_is_readable_and_unique(question: str, language: str, start: str) -> None:
    identifier = proposed(candidate(question, language=language)).case().id
    assert identifier.startswith(start)
    assert len(identifier) <= 50
    assert identifier != proposed(candidate(question + "x", language=language)).case().id


@pytest.mark.parametrize(
    ("words", "question", "sentence", "expected"),
    [
        ("It is KRW 50 billion from 2027.", "How much?", "", ["KRW 50 billion", "2027"]),
        ("3억 달러입니다.", "얼마인가요?", "", ["3억 달러"]),
        ("In 2027 it is 2027.", "When?", "", ["2027"]),
        # What the question gives proves nothing: an answer that repeats it would be right.
        ("50,000 by 2030", "How many GPUs by 2030?", "", ["50,000"]),
        ("It was Kim Jung-kwan.", "Who founded it?", "It was founded by Kim Jung-kwan.", ["Kim Jung-kwan"]),
        ("배경훈 부총리입니다", "누구입니까?", "배경훈 부총리는 말하였다.", ["배경훈 부총리"]),
        ("the harbour agreement", "What is the harbour agreement?", "The harbour agreement.", []),
        ("It is the best of all.", "Which?", "It is the sum of all.", []),
        ("Something else entirely", "Which?", "The harbour fund.", []),
    ],
)
def test_figures_are_required_else_the_longest_words_that_a_sentence_has_too(
    words: str, question: str, sentence: str, expected: list[str]
) -> None:
    sentences = [Gold(document="a.md", quote=text) for text in ("Another one.", sentence) if text]
    requirements = requirements_in(words, question, sentences)
    assert [
        r if isinstance(r, str) else next(iter(r.model_dump().values())) for r in requirements
    ] == expected
