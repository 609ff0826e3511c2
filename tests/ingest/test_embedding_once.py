"""Ingesting embeds no text twice, unless another model is to embed it."""

from __future__ import annotations

from ingest.models import Audience
from tests.ingest.balance import balance
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.texts import HARBOUR, ORCHARD
from tests.ingest.workshop import Workshop, listed


def test_unchanged_text_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD + "\n# Pears\n\nA new line on pears.\n"})
    workshop.ingest()
    fresh = workshop.embedder.embedded[before:]
    assert len(fresh) == 1
    assert "pears" in fresh[0]


def test_text_that_comes_back_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    assert len(workshop.embedder.embedded) == before
    assert listed(workshop) == {"harbour.md": 1, "orchard.md": 1}


def test_another_model_rebuilds_every_vector(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    first = workshop.ingest()
    other = Workshop(workshop.home, HashingEmbedder("another model"))
    second = other.ingest()
    assert second.generation != first.generation
    assert len(other.embedder.embedded) == len(workshop.embedder.embedded) == 2
    # In its own space a chunk's passage is its exact neighbour; a vector of the first model would not be.
    vectors = other.index().read(
        lambda s: {
            text: s.search_vectors(Audience.PUBLIC, other.embedder.embed_query(text), top=1, documents=None)[
                0
            ][1]
            for text in other.embedder.embedded
        }
    )
    assert all(similarity > 0.999 for similarity in vectors.values())
    assert all(count == (count[0],) * 3 for count in balance(other).values())
    back = workshop.ingest()
    assert back.generation not in (first.generation, second.generation)
    assert len(workshop.embedder.embedded) == 2  # the first model's vectors were still in the cache
