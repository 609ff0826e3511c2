"""Keeps documents that another one has replaced out of the answers, unless they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.models import Question
from ingest.index.catalog import CatalogEntry

_OLD_EDITION = re.compile(
    r"\b(?:earlier|previous|old(?:er)?|former|last|superseded|replaced|prior)\s+"
    r"(?:edition|version|note|text|document)s?\b|"
    r"(?<![가-힣])(?:이전|종전|지난|옛|구)\s*(?:판|버전|문서|본)(?![가-힣]*량)|(?<![가-힣])개정\s*전|대체된",
    re.IGNORECASE,
)
# A title or id this short stands in many a question by chance.
_TELLING = 6


def successors(entries: Mapping[str, CatalogEntry]) -> dict[str, str]:
    """For each replaced document the id of the one that replaces it, as far as these entries tell.

    A document that claims to replace itself, or one that replaces it in turn, replaces nothing.
    """
    claimed = {
        entry.metadata.supersedes: entry.id
        for entry in entries.values()
        if entry.metadata.supersedes is not None and entry.metadata.supersedes in entries
    }
    return {old: new for old, new in claimed.items() if not _returns_to(old, claimed)}


def original_of(entry: CatalogEntry) -> str:
    """The id of the document that this one is a translation of, or its own."""
    return entry.metadata.translation_of or entry.id


def narrowed(entries: Mapping[str, CatalogEntry], question: Question) -> Question:
    """The question, limited to the replaced documents where it asks for an earlier edition."""
    old = tuple(sorted(successors(entries)))
    if question.documents is None and old and _OLD_EDITION.search(question.text):
        return replace(question, documents=old)
    return question


def outdated(entries: Mapping[str, CatalogEntry], question: Question) -> frozenset[str]:
    """The replaced documents that must not answer `question`.

    One that is named by its id or by a title of its own, or that the question is limited to, may answer.
    """
    wanted = set(question.documents or ())
    replaced = successors(entries)
    return frozenset(
        old
        for old, new in replaced.items()
        if old not in wanted and not _is_named(old, new, entries, question)
    )


def _returns_to(start: str, claimed: Mapping[str, str]) -> bool:
    seen, at = {start}, claimed.get(start)
    while at is not None and at not in seen:
        seen.add(at)
        at = claimed.get(at)
    return at is not None


def _is_named(old: str, new: str, entries: Mapping[str, CatalogEntry], question: Question) -> bool:
    title = entries[old].metadata.title
    names = [old] if title == entries[new].metadata.title else [old, title]
    return any(
        len(name) >= _TELLING and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question.text, re.IGNORECASE)
        for name in names
    )
