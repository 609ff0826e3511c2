"""Citations: built from evidence and checked against the stored documents.

A quotation that is not in its document at its place is never shown.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.models import Citation, Evidence, NearPassage, Passage
from bot.retrieval.context import RetrievedContext
from bot.retrieval.versions import superseded_by

_log = logging.getLogger(__name__)
# Fewer words are no sentence that another document could be said to share.
_MIN_SHARED_WORDS = 4


def build_citations(evidence: Sequence[Evidence], context: RetrievedContext) -> tuple[Citation, ...]:
    """A verified citation for each piece of evidence that stands in its document, numbered from 1."""
    citations = [_citation(each, context) for each in evidence]
    verified = [each for each in citations if _is_verbatim(each, context)]
    if len(verified) < len(citations):
        _log.error(
            "withheld %d quotations that do not stand in their document", len(citations) - len(verified)
        )
    return tuple(each.model_copy(update={"n": n}) for n, each in enumerate(verified, start=1))


class CitationNumbering:
    """Numbers citations across the sentences of one answer: the same range keeps its number."""

    def __init__(self, context: RetrievedContext) -> None:
        self._context = context
        self._cited: dict[tuple[str, int, int], Citation] = {}

    def cite(self, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
        """A citation for each piece of evidence, by number; empty if any of them fails verification."""
        citations = build_citations(evidence, self._context)
        if len(citations) < len(evidence):
            return ()
        return tuple(sorted({self._number(each) for each in citations}, key=lambda each: each.n))

    def _number(self, citation: Citation) -> Citation:
        numbered = citation.model_copy(update={"n": len(self._cited) + 1})
        return self._cited.setdefault(citation.place, numbered)


def to_passage_hit(passage: Passage) -> NearPassage:
    """The passage as results show it."""
    return NearPassage(
        document=passage.chunk.document,
        title=passage.title,
        section=" > ".join(passage.chunk.section),
        score=round(passage.score, 4),
        start=passage.chunk.start,
        text=passage.chunk.text,
    )


def _citation(evidence: Evidence, context: RetrievedContext) -> Citation:
    chunk = evidence.passage.chunk
    metadata = context.entries[chunk.document].metadata
    return Citation(
        n=1,
        document=chunk.document,
        title=metadata.title,
        section=" > ".join(chunk.section),
        page=chunk.page,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        url=metadata.sources[0] if metadata.sources else "",
        date=metadata.date,
        superseded_by=superseded_by(context.entries).get(chunk.document),
        span_start=evidence.span[0] if evidence.span else None,
        span_end=evidence.span[1] if evidence.span else None,
        also_in=_documents_with_same_sentence(evidence, context),
    )


def _is_verbatim(citation: Citation, context: RetrievedContext) -> bool:
    document = context.documents.get(citation.document)
    return document is not None and document.text[citation.start : citation.end] == citation.quote != ""


def _documents_with_same_sentence(evidence: Evidence, context: RetrievedContext) -> tuple[str, ...]:
    """Ids of the other retrieved documents whose stored text has the same sentence."""
    words, own = evidence.quote.split(), evidence.passage.chunk.document
    if len(words) < _MIN_SHARED_WORDS:
        return ()
    found = [
        document.id
        for passage in context.passages
        for document in (context.documents.get(passage.chunk.document),)
        if document is not None and document.id != own
        if any(document.text[unit.start : unit.end].split() == words for unit in passage.chunk.units)
    ]
    return tuple(dict.fromkeys(found))
