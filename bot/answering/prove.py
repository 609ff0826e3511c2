"""Proves quotations: what is not in the stored document at the place it claims is never shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.models import Citation
from ingest.models import Document

_log = logging.getLogger(__name__)


def proved(citations: Sequence[Citation], document: Callable[[str], Document | None]) -> tuple[Citation, ...]:
    """The citations whose quote stands in the stored document at their range, numbered anew from 1."""
    good = [each for each in citations if _stands(each, document(each.document))]
    if len(good) < len(citations):
        _log.error("withheld %d quotations that do not stand in their document", len(citations) - len(good))
    return tuple(each.model_copy(update={"n": number}) for number, each in enumerate(good, start=1))


def _stands(citation: Citation, document: Document | None) -> bool:
    return document is not None and document.text[citation.start : citation.end] == citation.quote != ""
