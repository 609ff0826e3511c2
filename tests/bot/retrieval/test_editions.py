"""Replaced editions answer only when they are asked for."""

from __future__ import annotations

import pytest

from bot.models import Audience, Language, Question
from bot.retrieval.editions import outdated, successors
from ingest.index.catalog import Entry
from ingest.models import Metadata


def entry(name: str, title: str, supersedes: str | None = None) -> Entry:
    return Entry(name, name, Metadata(title=title, supersedes=supersedes), "v", 1)


ENTRIES = {"old.md": entry("old.md", "Governance in 2025"), "new.md": entry("new.md", "Governance", "old.md")}


def asked(text: str, documents: tuple[str, ...] | None = None) -> Question:
    return Question(text, Audience.PUBLIC, Language.ENGLISH, documents)


def test_a_replaced_document_does_not_answer() -> None:
    assert outdated(ENTRIES, asked("How many frameworks are there?")) == {"old.md"}


@pytest.mark.parametrize(
    "question",
    [
        asked("How many are there?", ("old.md",)),
        asked("What does old.md say?"),
        asked("How many does 'Governance in 2025' count?"),
        asked("What did the earlier edition say?"),
        asked("이전 판에는 무엇이 있었나요?"),
    ],
)
def test_a_replaced_document_answers_when_it_is_asked_for(question: Question) -> None:
    assert outdated(ENTRIES, question) == frozenset()


def test_a_successor_that_the_asker_may_not_see_replaces_nothing() -> None:
    assert successors({"old.md": ENTRIES["old.md"]}) == {}
