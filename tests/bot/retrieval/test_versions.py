"""Replaced editions answer only when they are asked for."""

from __future__ import annotations

import pytest

from bot.models import Audience, Language, Question
from bot.retrieval.versions import restrict_to_old_versions, superseded_by, superseded_ids
from ingest.index.catalog import CatalogEntry
from ingest.models import Metadata


def entry(name: str, title: str, supersedes: str | None = None) -> CatalogEntry:
    return CatalogEntry(name, name, Metadata(title=title, supersedes=supersedes), "v", 1)


ENTRIES = {"old.md": entry("old.md", "Governance in 2025"), "new.md": entry("new.md", "Governance", "old.md")}


def asked(text: str, documents: tuple[str, ...] | None = None) -> Question:
    return Question(text, Audience.PUBLIC, Language.ENGLISH, documents)


def test_a_replaced_document_does_not_answer() -> None:
    assert superseded_ids(ENTRIES, asked("How many frameworks are there?")) == {"old.md"}


@pytest.mark.parametrize(
    "question",
    [
        asked("How many are there?", ("old.md",)),
        asked("What does old.md say?"),
        asked("How many does 'Governance in 2025' count?"),
    ],
)
def test_a_replaced_document_answers_when_it_is_named(question: Question) -> None:
    assert superseded_ids(ENTRIES, question) == frozenset()


@pytest.mark.parametrize(
    "text",
    ["What did the earlier edition say?", "How many in the old version?", "이전 판에는 무엇이 있었나요?"],
)
def test_a_question_for_an_earlier_edition_is_put_to_the_replaced_documents_alone(text: str) -> None:
    question = restrict_to_old_versions(ENTRIES, asked(text))
    assert question.documents == ("old.md",)
    assert superseded_ids(ENTRIES, question) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "국제공동연구 문서는 무엇인가요?",
        "국제기구 본부는 어디인가요?",
        "친구 본인이 서명했나요?",
        "What is the plan?",
    ],
)
def test_other_questions_are_put_to_all_documents(text: str) -> None:
    assert restrict_to_old_versions(ENTRIES, asked(text)).documents is None
    assert superseded_ids(ENTRIES, asked(text)) == {"old.md"}


def test_a_title_that_the_successor_shares_does_not_name_the_replaced_document() -> None:
    entries = {"1": entry("1", "Policy"), "2": entry("2", "Policy", "1")}
    assert superseded_ids(entries, asked("What is your Policy on 1 levy?")) == {"1"}


def test_a_successor_that_the_asker_may_not_see_replaces_nothing() -> None:
    assert superseded_by({"old.md": ENTRIES["old.md"]}) == {}


def test_documents_that_replace_themselves_or_each_other_replace_nothing() -> None:
    assert superseded_by({"a": entry("a", "A", "a")}) == {}
    assert superseded_by({"a": entry("a", "A", "b"), "b": entry("b", "B", "a")}) == {}
