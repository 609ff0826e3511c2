"""Chunks, vectors and keyword rows agree after every run, and no part of a document is lost."""

from __future__ import annotations

from ingest.models import Audience
from tests.ingest.balance import balance
from tests.ingest.texts import HARBOUR, ORCHARD, STAFF_ONLY
from tests.ingest.workshop import Workshop, dense, keyword, listed


def test_chunks_vectors_and_keyword_rows_agree_after_every_change(workshop: Workshop) -> None:
    long = "# Long\n\n" + "\n\n".join(
        f"Paragraph {n} speaks of matter {n} at some length." for n in range(60)
    )
    states = (
        {"harbour.md": HARBOUR, "long.md": long, "line.md": STAFF_ONLY},
        {"harbour.md": HARBOUR, "long.md": long[: len(long) // 2], "line.md": STAFF_ONLY},
        {"line.md": STAFF_ONLY.replace("staff", "public"), "orchard.md": ORCHARD},
        {"harbour.md": HARBOUR, "long.md": long, "line.md": STAFF_ONLY},
    )
    for state in states:
        workshop.write(state)
        workshop.ingest()
        counts = balance(workshop)
        assert all(count == (count[0],) * 3 for count in counts.values()), counts
        assert sum(count[0] for count in counts.values()) == sum(listed(workshop).values())
        texts = dense(workshop, "matter harbour orchard figure")
        assert len(texts) == len(set(texts)) == sum(listed(workshop).values())


def test_no_chunk_of_a_long_document_is_lost(workshop: Workshop) -> None:
    paragraphs = [f"Paragraph {n} speaks of matter{n} at some length." for n in range(120)]
    workshop.write({"long.md": "# Long\n\n" + "\n\n".join(paragraphs)})
    (result,) = workshop.ingest().files
    assert result.chunks == listed(workshop)["long.md"] > 10
    for n in (0, 1, 60, 118, 119):
        assert any(paragraphs[n] in text for text in keyword(workshop, f"matter{n}"))
    stored = workshop.index().read(lambda s: s.document("long.md", Audience.PUBLIC))
    assert stored is not None
    chunks = workshop.index().read(lambda s: s.chunks(Audience.PUBLIC, range(result.chunks)))
    assert all(stored.text[c.chunk.start : c.chunk.end] == c.chunk.text for c in chunks.values())
    assert set("\n".join(paragraphs).split()) <= set(" ".join(c.chunk.text for c in chunks.values()).split())
