"""One generation, open for reading; and the index, which always hands out the current one."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from ingest.errors import ConcordError, IndexNotBuiltError, UnavailableError
from ingest.index.catalog import FORMAT, Catalog, CatalogEntry, StoredChunk
from ingest.index.generations import Generations
from ingest.index.keywords import KeywordIndex
from ingest.index.storage_errors import damaged_index
from ingest.index.vectors import FloatArray, VectorStore
from ingest.models import Audience, Chunk, Document

KEYWORDS = "keywords"
_RACES = 5
Result = TypeVar("Result")


class Snapshot:
    """A generation that does not change while it is in use; each audience is one partition of it.

    A chunk is known by its audience and its row in that audience's partition.
    """

    def __init__(self, generation: str, folder: Path, store: VectorStore) -> None:
        self.generation = generation
        self._folder = folder
        self._catalog = Catalog.open(folder)
        self.built_with = self._catalog.meta()
        if self.built_with.get("format") != FORMAT:
            raise IndexNotBuiltError("The index is of another version of Concord; run concord-ingest.")
        self._vectors = store.open(generation, folder)
        self._keywords: dict[Audience, KeywordIndex] = {}
        self._translated: dict[tuple[Audience, str], frozenset[str]] = {}
        self._lock = threading.Lock()

    def documents(self, audience: Audience) -> tuple[CatalogEntry, ...]:
        """What this audience may see, by id."""
        return self._catalog.entries(audience.readable)

    def document(self, identifier: str, audience: Audience) -> Document | None:
        """A document with its stored text, or None where this audience may not see one of that id."""
        return self._catalog.document(identifier, audience.readable)

    def size(self, partition: Audience) -> int:
        return self._catalog.partition_size(partition)

    def chunks(self, partition: Audience, rows: Sequence[int]) -> dict[int, StoredChunk]:
        return self._catalog.chunks(partition, rows)

    def languages(self, partition: Audience, rows: Sequence[int]) -> dict[int, tuple[str, bool]]:
        """For each row the document, and whether the chunk is in Korean; if not, it is taken for English."""
        return self._catalog.languages(partition, rows)

    def translated(self, audience: Audience, language: str) -> frozenset[str]:
        """The documents in other languages that this audience may read in `language` (a code) as well."""
        with self._lock:
            if (audience, language) not in self._translated:
                documents = find_translated(self.documents(audience), language)
                self._translated[audience, language] = documents
            return self._translated[audience, language]

    def neighbours(self, document: str, ordinal: int, audience: Audience) -> tuple[Chunk, ...]:
        """The chunks before and after one of a document that this audience may see."""
        return self._catalog.chunks_of(document, (ordinal - 1, ordinal + 1), audience.readable)

    def search_vectors(
        self, partition: Audience, vector: FloatArray, *, top: int, documents: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        """The rows nearest to `vector` (d,) with their cosine similarity, best first."""
        if not self.size(partition):
            return []
        return self._vectors.search(partition, vector, top=top, documents=documents)

    def search_keywords(
        self, partition: Audience, terms: Sequence[str], *, top: int, documents: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        """The rows that BM25 ranks highest for `terms`, with their scores, best first."""
        if not self.size(partition):
            return []
        rows = None if documents is None else self._catalog.rows_of(partition, documents)
        return self.keywords(partition).search(terms, top, rows)

    def keywords(self, partition: Audience) -> KeywordIndex:
        """A partition's keyword index, loaded when first asked for."""
        with self._lock:
            if partition not in self._keywords:
                self._keywords[partition] = load_keywords(self._folder, partition)
            return self._keywords[partition]


def load_keywords(folder: Path, partition: Audience) -> KeywordIndex:
    """A partition's keyword index in a generation's folder; raises IndexNotBuiltError if it is damaged."""
    try:
        return KeywordIndex.load(folder / KEYWORDS / partition.value)
    except (IndexNotBuiltError, OSError, EOFError, ValueError) as damaged:
        raise damaged_index(folder) from damaged


def find_translated(entries: Collection[CatalogEntry], language: str) -> frozenset[str]:
    """The ids of those that are not in `language`, while a declared translation or original of them is."""
    languages: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        languages[entry.metadata.translation_of or entry.id].add(entry.metadata.language)
    return frozenset(
        entry.id
        for entry in entries
        if entry.metadata.language != language
        and language in languages[entry.metadata.translation_of or entry.id]
    )


class Index:
    """The index in a folder: hands out the snapshot that is current at the moment of asking."""

    def __init__(self, generations: Generations, store: VectorStore) -> None:
        self._generations = generations
        self._store = store
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def is_built(self) -> bool:
        """Whether there is a generation to read; raises IndexNotBuiltError where the pointer is damaged."""
        return self._generations.current() is not None

    def snapshot(self) -> Snapshot:
        """The current generation; raises IndexNotBuiltError where there is none.

        The one before it stays open for whoever still holds it, and closes when the last has let go.
        """
        return self.read(lambda snapshot: snapshot)

    def read(self, use: Callable[[Snapshot], Result]) -> Result:
        """What `use` makes of the current snapshot; made again if an ingest replaced that one meanwhile.

        A generation loses its files soon after it was replaced, and a library that has not read them all by
        then may find less without saying so: only what was current from start to end is trusted.
        """
        for _ in range(_RACES):
            generation = self._generations.current()
            if generation is None:
                raise IndexNotBuiltError(
                    "There is no index yet; run concord-ingest to build it from your documents."
                )
            try:
                result = use(self._open(generation))
            except (ConcordError, OSError, sqlite3.Error) as problem:
                if self._generations.current() == generation:
                    if isinstance(problem, ConcordError):
                        raise
                    raise damaged_index(self._generations.folder(generation)) from problem
            else:
                if self._generations.current() == generation:
                    return result
        raise UnavailableError("The index keeps changing; wait for the running ingest to end and try again.")

    def _open(self, generation: str) -> Snapshot:
        with self._lock:
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = Snapshot(generation, self._generations.folder(generation), self._store)
            return self._snapshot
