"""What a look into the index found for a question: all that is needed to answer once the index is let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Passage
from ingest.index.catalog import CatalogEntry
from ingest.models import Document

if TYPE_CHECKING:
    from bot.verification.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Found:
    """The passages, best first, and what there is to prove answers with.

    `entries` are the documents that the requester may see, by id; `documents` those that the passages come
    from, with their texts, so that quotations can be proved; `verifier` judges the sentences of a language
    model, where there is one; `generation` is the index's version.
    """

    generation: str
    entries: Mapping[str, CatalogEntry]
    passages: tuple[Passage, ...]
    documents: Mapping[str, Document]
    verifier: Verifier | None = None
