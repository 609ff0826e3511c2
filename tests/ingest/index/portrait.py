"""All that an index says, as one value: two indexes that answer alike have equal portraits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.index.keywords import KeywordIndex
from ingest.index.snapshot import KEYWORDS, Snapshot
from ingest.language.tokenizer import Tokenizer
from ingest.models import Audience
from tests.ingest.workshop import Workshop

_QUESTION = "When does the common harbour matter begin?"
_COMMON_WORDS = "common matter harbour orchard figure"  # of which every chunk of these tests has one
_TOP = 5


@dataclass(frozen=True)
class Portrait:
    """Documents, and for each audience its chunks, how many vectors and keyword rows, and what it finds."""

    documents: tuple[tuple[str, str, int], ...]
    chunks: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[int, int, int], ...]
    dense: tuple[tuple[int, ...], ...]
    keyword: tuple[tuple[int, ...], ...]


def portrait(workshop: Workshop) -> Portrait:
    """The portrait of a workshop's index as it is now."""
    return workshop.index().read(lambda snapshot: _of(workshop, snapshot))


def _of(workshop: Workshop, snapshot: Snapshot) -> Portrait:
    folder = workshop.generations.folder(snapshot.generation)
    vectors = workshop.store.open(snapshot.generation, folder)
    terms = Tokenizer().terms(_QUESTION)
    vector = workshop.embedder.embed_query(_QUESTION)
    sizes = {audience: snapshot.size(audience) for audience in Audience}
    return Portrait(
        tuple((each.id, each.version, each.chunks) for each in snapshot.documents(Audience.STAFF)),
        tuple(
            tuple(
                each.chunk.text
                for _, each in sorted(snapshot.chunks(audience, range(sizes[audience])).items())
            )
            for audience in Audience
        ),
        tuple(
            (
                sizes[audience],
                vectors.count(audience),
                _keyword_rows(folder / KEYWORDS / audience.value),
            )
            for audience in Audience
        ),
        tuple(
            tuple(row for row, _ in snapshot.search_vectors(audience, vector, top=_TOP, documents=None))
            for audience in Audience
        ),
        tuple(
            tuple(row for row, _ in snapshot.search_keywords(audience, terms, top=_TOP, documents=None))
            for audience in Audience
        ),
    )


def _keyword_rows(folder: Path) -> int:
    """How many rows the keyword index in `folder` has, if any of them has a common word."""
    scores = KeywordIndex.load(folder).scores(Tokenizer().terms(_COMMON_WORDS))
    return 0 if scores is None else len(scores)
