"""Numbers the citations of sentences as they come: the same words of a document keep their number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.answering.compose import cite
from bot.answering.prove import proved
from bot.models import Citation, Evidence
from ingest.index.catalog import CatalogEntry
from ingest.models import Document


class Numbering:
    """The citations given so far, for one answer."""

    def __init__(
        self, entries: Mapping[str, CatalogEntry], document: Callable[[str], Document | None]
    ) -> None:
        self._entries = entries
        self._document = document
        self._given: dict[tuple[str, int, int], Citation] = {}

    def cite(self, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
        """A proved citation for each piece of evidence, by number; empty where one does not stand."""
        citations = cite(evidence, self._entries)
        if len(proved(citations, self._document)) < len(citations):
            return ()
        return tuple(sorted({self._numbered(each) for each in citations}, key=lambda each: each.n))

    def _numbered(self, citation: Citation) -> Citation:
        place = (citation.document, citation.start, citation.end)
        numbered = citation.model_copy(update={"n": len(self._given) + 1})
        return self._given.setdefault(place, numbered)
