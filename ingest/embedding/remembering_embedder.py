"""Keeps the vectors of the last passages in memory: the sentences of popular passages are read often."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector


class RememberingEmbedder:
    """An embedder that remembers its last `most` passages; any number of threads may use it.

    At 384 dimensions a vector takes 1.5 kB, and its text as much again. Questions are not remembered.
    """

    def __init__(self, embedder: Embedder, most: int) -> None:
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[str, FloatVector] = OrderedDict()
        self._lock = threading.Lock()
        self.identity = embedder.identity
        self.dimensions = embedder.dimensions

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Embedder`."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        found = self._recalled(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:  # not under the lock: another thread may embed the same meanwhile, and no harm is done
            fresh = dict(zip(missing, self._embedder.embed_passages(missing), strict=True))
            self._remember(fresh)
            found |= fresh
        return np.stack([found[text] for text in texts])

    def embed_query(self, text: str) -> FloatVector:
        """See `Embedder`."""
        return self._embedder.embed_query(text)

    def _recalled(self, texts: Sequence[str]) -> dict[str, FloatVector]:
        with self._lock:
            found = {text: self._known[text] for text in dict.fromkeys(texts) if text in self._known}
            for text in found:
                self._known.move_to_end(text)
            return found

    def _remember(self, fresh: dict[str, FloatVector]) -> None:
        with self._lock:
            for text, vector in fresh.items():
                self._known[text] = vector.copy()  # a row would keep its whole batch in memory
                self._known.move_to_end(text)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
