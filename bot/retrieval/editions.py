"""Keeps documents that another one has replaced out of the answers, unless they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.models import Question
from ingest.index.catalog import Entry

_OLD_EDITION = re.compile(
    r"\b(?:earlier|previous|older|former|superseded|replaced|prior)\s+(?:edition|version|note|text|document)s?\b|"
    r"(?:이전|종전|옛|구)\s*(?:판|버전|문서|본)|개정\s*전|대체된",
    re.IGNORECASE,
)


def successors(entries: Mapping[str, Entry]) -> dict[str, str]:
    """For each replaced document the id of the one that replaces it, as far as these entries tell."""
    return {
        entry.metadata.supersedes: entry.id
        for entry in entries.values()
        if entry.metadata.supersedes in entries and entry.metadata.supersedes is not None
    }


def outdated(entries: Mapping[str, Entry], question: Question) -> frozenset[str]:
    """The replaced documents that must not answer `question`.

    One that is named by its id or title, or that the question is limited to, may answer; so may all where the
    question asks for an earlier edition.
    """
    if _OLD_EDITION.search(question.text):
        return frozenset()
    words = question.text.casefold()
    wanted = set(question.documents or ())
    return frozenset(
        old
        for old in successors(entries)
        if old not in wanted
        and old.casefold() not in words
        and entries[old].metadata.title.casefold() not in words
    )
