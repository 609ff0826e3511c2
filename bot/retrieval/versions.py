"""Versions of documents: keeps superseded ones out of the answers unless they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.models import Question
from ingest.index.catalog import CatalogEntry

_OLD_VERSION = re.compile(
    r"\b(?:earlier|previous|old(?:er)?|former|last|superseded|replaced|prior)\s+"
    r"(?:edition|version|note|text|document)s?\b|"
    r"(?<![가-힣])(?:이전|종전|지난|옛|구)\s*(?:판|버전|문서|본)(?![가-힣]*량)|(?<![가-힣])개정\s*전|대체된",
    re.IGNORECASE,
)
# A shorter title or id stands in many questions by chance.
_MIN_NAME_CHARS = 6


def superseded_by(entries: Mapping[str, CatalogEntry]) -> dict[str, str]:
    """For each superseded document the id of its successor, as far as these entries tell.

    A document in a cycle of successors supersedes nothing.
    """
    claimed = {
        entry.metadata.supersedes: entry.id
        for entry in entries.values()
        if entry.metadata.supersedes is not None and entry.metadata.supersedes in entries
    }
    return {old: new for old, new in claimed.items() if not _is_in_cycle(old, claimed)}


def original_id(entry: CatalogEntry) -> str:
    """The id of the document that this one is a translation of, or its own."""
    return entry.metadata.translation_of or entry.id


def restrict_to_old_versions(entries: Mapping[str, CatalogEntry], question: Question) -> Question:
    """The question, limited to the superseded documents where it asks for an earlier version."""
    old = tuple(sorted(superseded_by(entries)))
    if question.documents is None and old and _OLD_VERSION.search(question.text):
        return replace(question, documents=old)
    return question


def superseded_ids(entries: Mapping[str, CatalogEntry], question: Question) -> frozenset[str]:
    """The superseded documents that must not answer: neither named in the question nor its documents."""
    allowed = set(question.documents or ())
    return frozenset(
        old
        for old, new in superseded_by(entries).items()
        if old not in allowed and not _is_named(old, new, entries, question.text)
    )


def _is_in_cycle(start: str, claimed: Mapping[str, str]) -> bool:
    seen, document = {start}, claimed.get(start)
    while document is not None and document not in seen:
        seen.add(document)
        document = claimed.get(document)
    return document is not None


def _is_named(old: str, new: str, entries: Mapping[str, CatalogEntry], text: str) -> bool:
    """Whether the text has the old document's id, or its title where the successor's differs."""
    title = entries[old].metadata.title
    names = [old] if title == entries[new].metadata.title else [old, title]
    return any(
        len(name) >= _MIN_NAME_CHARS and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        for name in names
    )
