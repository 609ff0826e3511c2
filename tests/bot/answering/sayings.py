"""Pieces of evidence of one sentence each, from documents of their own."""

from __future__ import annotations

import datetime as dt

from bot.answering.wants import Part, Want
from bot.models import Audience, Evidence, Passage
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Metadata, Unit, UnitKind

WHEN = Part("When does the harbour agreement enter into force?", frozenset({Want.TIME}))
HOW_MUCH = Part("How much does the harbour fund hold?", frozenset({Want.AMOUNT}))
KOREAN_WHEN = Part("항만 협정은 언제 발효되나요?", frozenset({Want.TIME}))
KOREAN_HOW_MUCH = Part("항만 기금의 규모는 얼마인가요?", frozenset({Want.AMOUNT}))


def saying(
    words: str,
    document: str = "a.md",
    *,
    score: float = 0.9,
    span: str = "",
    title: str = "The harbour",
    kind: UnitKind = UnitKind.SENTENCE,
) -> Evidence:
    """One sentence, which stands at 100 in its document; `span` are the words of it that are the answer."""
    chunk = Chunk(document, 0, (), None, 100, 100 + len(words), words, ())
    at = 100 + words.index(span)
    bounds = (at, at + len(span)) if span else None
    return Evidence(Passage(chunk, title, 1.0), (Unit(kind, 100, 100 + len(words)),), score, bounds)


def entry(
    document: str,
    date: dt.date | None = None,
    *,
    language: str = "en",
    translation_of: str | None = None,
    supersedes: str | None = None,
) -> CatalogEntry:
    """A document of the index."""
    about = Metadata(
        title=f"Title of {document}",
        language=language,
        audience=Audience.PUBLIC,
        date=date,
        translation_of=translation_of,
        supersedes=supersedes,
    )
    return CatalogEntry(document, f"/{document}", about, "v", 1)
