"""Caches of passage vectors: on disk so that unchanged text is embedded once ever, in memory for recent ones.

Vectors are kept in float32, not half of it: a cached vector then equals a fresh one to the bit, and an index
does not depend on what was cached.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.text_cache import TextCache

_SLICE = 256  # texts between two writes: what a killed run has to embed again at most


class VectorCache(Protocol):
    """Vectors (dimensions,) by the embedder's identity and text."""

    def get_many(self, model: str, texts: Sequence[str]) -> dict[str, FloatVector]:
        """The known vectors of the texts, by text."""

    def put_many(self, model: str, vectors: Mapping[str, FloatVector]) -> None:
        """Keep each text's vector."""


class DiskVectorCache:
    """Vectors in one SQLite file; its methods raise what those of `TextCache` raise."""

    def __init__(self, path: Path) -> None:
        self._values = TextCache(path, "vectors", ("model", "vector"))
        self.close = self._values.close

    def get_many(self, model: str, texts: Sequence[str]) -> dict[str, FloatVector]:
        blobs = self._values.get_many(model, texts)
        return {text: np.frombuffer(blob, "<f4") for text, blob in blobs.items()}

    def put_many(self, model: str, vectors: Mapping[str, FloatVector]) -> None:
        self._values.put_many(model, {text: v.astype("<f4").tobytes() for text, v in vectors.items()})


class RecentVectorCache:
    """The last `capacity` vectors in use, in memory; safe to use from several threads.

    At 384 dimensions a vector takes 1.5 kB, and its text as much again.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._vectors: OrderedDict[tuple[str, str], FloatVector] = OrderedDict()
        self._lock = threading.Lock()

    def get_many(self, model: str, texts: Sequence[str]) -> dict[str, FloatVector]:
        with self._lock:
            known = {text: self._vectors[model, text] for text in texts if (model, text) in self._vectors}
            for text in known:
                self._vectors.move_to_end((model, text))
            return known

    def put_many(self, model: str, vectors: Mapping[str, FloatVector]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._vectors[model, text] = vector.copy()  # a row would keep its whole batch in memory
                self._vectors.move_to_end((model, text))
            while len(self._vectors) > self._capacity:
                self._vectors.popitem(last=False)


class CachedEmbedder:
    """An embedder that takes passages from a cache where it has them; questions pass through."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.identity = embedder.identity
        self.dimensions = embedder.dimensions

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        cached = self._cache.get_many(self.identity, texts)
        known = {text: vector for text, vector in cached.items() if len(vector) == self.dimensions}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(missing), _SLICE):
            some = missing[start : start + _SLICE]
            fresh = dict(zip(some, self._embedder.embed_passages(some), strict=True))
            self._cache.put_many(self.identity, fresh)
            known |= fresh
        return np.stack([known[text] for text in texts])

    def embed_query(self, text: str) -> FloatVector:
        return self._embedder.embed_query(text)
