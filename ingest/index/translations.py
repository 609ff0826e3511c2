"""Tells which documents say in another language what one in the reader's own says too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ingest.index.catalog import CatalogEntry


def translated(entries: Collection[CatalogEntry], language: str) -> frozenset[str]:
    """The ids of those that are not in `language` (a code such as `ko`), while a translation or original is.

    Only what the documents declare of themselves counts.
    """
    spoken: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        spoken[_original(entry)].add(entry.metadata.language)
    return frozenset(
        entry.id
        for entry in entries
        if entry.metadata.language != language and language in spoken[_original(entry)]
    )


def _original(entry: CatalogEntry) -> str:
    return entry.metadata.translation_of or entry.id
