"""How answers and refusals are put."""

from __future__ import annotations

from bot.answering.citations import build_citations
from bot.answering.compose import compose_answer, refuse, refuse_unanswered
from bot.answering.question_analysis import SubQuestion
from bot.answering.selection import Selection
from bot.models import Answer, Language
from tests.bot.answering.evidence import context_of, entry, evidence_of

FIRST = evidence_of("The fund starts in 2026.", "old.md")
SECOND = evidence_of("It grows until 2030.", "b.md")
SUPERSEDING = (entry("old.md", title="Old"), entry("new.md", title="New", supersedes="old.md"))


def composed(language: Language = Language.ENGLISH, **selection: object) -> Answer:
    context = context_of(FIRST, SECOND, entries=SUPERSEDING)
    values = {"confidence": 0.9, "unanswered": (), "is_unsure": False} | selection
    chosen = Selection(evidence=(FIRST, SECOND), **values)  # type: ignore[arg-type]
    return compose_answer(language, build_citations(chosen.evidence, context), chosen, context)


def test_the_text_is_the_quotes_with_their_numbers() -> None:
    assert composed().text == "The fund starts in 2026. [1]\nIt grows until 2030. [2]"


def test_a_replaced_document_that_answers_says_what_replaced_it() -> None:
    assert "Old has been superseded by New" in composed().framing


def test_the_framing_is_in_the_questions_language_and_says_when_the_words_are_not() -> None:
    answer = composed(Language.KOREAN)
    assert "다른 언어로 된 문서" in answer.framing
    assert answer.text.startswith("The fund")


def test_an_answer_in_which_there_is_little_confidence_says_so() -> None:
    unsure = composed(confidence=0.2, is_unsure=True)
    assert "may not answer" in unsure.framing
    assert unsure.is_unsure
    assert not composed().is_unsure


def test_a_part_that_nothing_answers_is_named() -> None:
    part = SubQuestion("who\npays?", frozenset())
    assert "do not say: who pays?" in composed(unanswered=(part,)).framing


def test_a_refusal_is_in_the_questions_language() -> None:
    assert refuse_unanswered(Language.KOREAN, (), 0.1).text.startswith("문서에는")
    too_long = refuse(Language.ENGLISH, "too_long", limit=5)
    assert too_long.text == "The question is longer than 5 characters; shorten it."
