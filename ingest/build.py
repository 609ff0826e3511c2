"""Builds the search structures of a generation from its catalogue: vectors and keywords of each partition.

Everything is built anew from the chunks, with vectors and tokens out of caches: what is not in the catalogue
cannot be in the index, so there are no duplicates and no orphans to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ingest.embedding.embedder import Embedder
from ingest.index.catalog import Catalog, StoredChunk
from ingest.index.keywords import KeywordIndex
from ingest.index.snapshot import KEYWORDS
from ingest.index.vectors import Vectors, VectorStore
from ingest.language.text import keyword_text
from ingest.language.tokens import Tokenizer
from ingest.models import Audience
from ingest.passage import passage_text
from ingest.report import Progress

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Builder:
    """The parts that building takes."""

    store: VectorStore
    embedder: Embedder
    tokenizer: Tokenizer

    @property
    def fingerprint(self) -> dict[str, str]:
        """What an index is built with; a different fingerprint means that it has to be built anew."""
        return {"embedding": self.embedder.identity, "keywords": self.tokenizer.identity}

    def build(self, generation: str, folder: Path, catalog: Catalog, progress: Progress) -> None:
        """Builds and closes all that belongs to `generation` beside its catalogue."""
        sizes = {audience: catalog.partition_size(audience) for audience in Audience}
        progress.stage("Building the index", sum(sizes.values()))
        vectors = self.store.build(generation, folder)
        for audience in Audience:
            self._build_partition(audience, folder, catalog, vectors, progress)
        vectors.close()

    def _build_partition(
        self, audience: Audience, folder: Path, catalog: Catalog, vectors: Vectors, progress: Progress
    ) -> None:
        tokens: list[list[str]] = []
        for chunks in _batches(catalog.partition(audience)):
            passages = [passage_text(c.title, c.chunk.section, c.chunk.text) for c in chunks]
            embedded = self.embedder.embed_passages(passages)
            metadata = [
                {"document": c.chunk.document, "section": " > ".join(c.chunk.section)} for c in chunks
            ]
            vectors.add(audience, chunks[0].row, embedded, metadata)
            tokens += self.tokenizer.terms_all(
                [keyword_text(c.title, c.chunk.section, c.chunk.text) for c in chunks]
            )
            progress.advance(len(chunks))
        KeywordIndex.build(tokens).save(folder / KEYWORDS / audience.value)


def _batches(chunks: Iterable[StoredChunk]) -> Iterator[list[StoredChunk]]:
    source = iter(chunks)
    while batch := list(islice(source, _BATCH)):
        yield batch
