"""Builds the search structures of a generation from its catalogue: vectors and keywords of each partition.

Everything is built anew from the chunks, with vectors and tokens out of caches: what is not in the catalogue
cannot be in the index, so there are no duplicates and no orphans to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ingest.chunking.layout import keyword_text, passage_text
from ingest.embedding.embedder import Embedder
from ingest.errors import IndexNotBuiltError
from ingest.index.catalog import FORMAT, Catalog, StoredChunk
from ingest.index.keywords import KeywordIndex
from ingest.index.snapshot import KEYWORDS, load_keywords
from ingest.index.vectors import Vectors, VectorStore
from ingest.language.tokenizer import Tokenizer
from ingest.models import Audience
from ingest.report import Progress

_BATCH = 512
_ANOTHER = {
    "embedding": "The embedding model is another one",
    "keywords": "The keyword analysis is another one",
}


@dataclass(frozen=True, slots=True)
class IndexBuilder:
    store: VectorStore
    embedder: Embedder
    tokenizer: Tokenizer

    @property
    def fingerprint(self) -> dict[str, str]:
        """What an index is built with; a different fingerprint means that it has to be built anew."""
        return {"embedding": self.embedder.identity, "keywords": self.tokenizer.identity}

    def rebuild_reason(self, generation: str, folder: Path, built_with: Mapping[str, str]) -> str:
        """A sentence why the generation in `folder` has to be built anew; empty if it can stay."""
        if built_with.get("format") != FORMAT:
            return (
                "The index is of another version of Concord: it is built anew, from the places of this run "
                "only."
            )
        for part, identity in self.fingerprint.items():
            if built_with.get(part) != identity:
                return f"{_ANOTHER[part]}: everything is built anew."
        if not (self.store.holds(generation, folder) and _has_keywords(folder)):
            return "Parts of the index are missing or damaged: everything is built anew."
        return ""

    def build(self, generation: str, folder: Path, catalog: Catalog, progress: Progress) -> None:
        """Build and close all that belongs to `generation` beside its catalogue."""
        progress.stage("Building the index", sum(map(catalog.partition_size, Audience)))
        vectors = self.store.build(generation, folder)
        for audience in Audience:
            self._build_partition(audience, folder, catalog, vectors, progress)
        vectors.close()

    def _build_partition(
        self, audience: Audience, folder: Path, catalog: Catalog, vectors: Vectors, progress: Progress
    ) -> None:
        terms: list[list[str]] = []
        for batch in _batches(catalog.partition(audience)):
            texts = [(stored.title, stored.chunk.section, stored.chunk.text) for stored in batch]
            embedded = self.embedder.embed_passages([passage_text(*parts) for parts in texts])
            metadata = [
                {"document": stored.chunk.document, "section": " > ".join(stored.chunk.section)}
                for stored in batch
            ]
            vectors.add(audience, batch[0].row, embedded, metadata)
            terms += self.tokenizer.terms_all([keyword_text(*parts) for parts in texts])
            progress.advance(len(batch))
        KeywordIndex.build(terms).save(folder / KEYWORDS / audience.value)


def _batches(chunks: Iterable[StoredChunk]) -> Iterator[list[StoredChunk]]:
    source = iter(chunks)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _has_keywords(folder: Path) -> bool:
    try:
        for audience in Audience:
            load_keywords(folder, audience)
    except IndexNotBuiltError:
        return False
    return True
