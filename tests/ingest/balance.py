"""Counts what an index holds of each audience in its three stores."""

from __future__ import annotations

from ingest.index.snapshot import KEYWORDS, Snapshot
from ingest.models import Audience
from tests.ingest.index.portrait import keyword_rows
from tests.ingest.workshop import Workshop

_COMMON_WORDS = "harbour orchard figure matter"  # of which every chunk of these tests has one


def balance(workshop: Workshop) -> dict[Audience, tuple[int, int, int]]:
    """Chunks, vectors and keyword rows of each audience."""
    generation = workshop.generations.current()
    assert generation is not None
    folder = workshop.generations.folder(generation)
    vectors = workshop.store.open(generation, folder)

    def count(snapshot: Snapshot) -> dict[Audience, tuple[int, int, int]]:
        return {
            audience: (
                snapshot.size(audience),
                vectors.count(audience),
                keyword_rows(folder / KEYWORDS / audience.value, _COMMON_WORDS),
            )
            for audience in Audience
        }

    return workshop.index().read(count)
