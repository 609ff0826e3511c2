"""Puts the cache of vectors in front of an embedder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ingest.embedding.cache import VectorCache
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector

_SLICE = 256  # texts between two writes: what a killed run has to embed again at most


class CachedEmbedder:
    """An embedder that embeds each text once, ever; questions pass through uncached."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.identity = embedder.identity
        self.dimensions = embedder.dimensions

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> FloatMatrix:
        """See `Embedder`; `on_progress` is told how many different texts are done so far.

        Raises StorageFullError where the cache cannot be written.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        known = self._cache.get_many(self.identity, texts)
        known = {text: vector for text, vector in known.items() if len(vector) == self.dimensions}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(missing), _SLICE):
            if on_progress:
                on_progress(len(known))
            known |= self._embed_and_keep(missing[start : start + _SLICE])
        if on_progress:
            on_progress(len(known))
        return np.stack([known[text] for text in texts])

    def embed_query(self, text: str) -> FloatVector:
        """See `Embedder`."""
        return self._embedder.embed_query(text)

    def _embed_and_keep(self, texts: Sequence[str]) -> dict[str, FloatVector]:
        fresh = dict(zip(texts, self._embedder.embed_passages(texts), strict=True))
        self._cache.put_many(self.identity, fresh)
        return fresh
