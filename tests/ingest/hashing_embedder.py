"""A tiny, exact embedder for tests in which the model does not matter: words hashed into a vector."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from ingest.embedding.embedder import FloatMatrix, FloatVector

_DIMENSIONS = 256


class HashingEmbedder:
    """Texts that share words are near; `embedded` collects every passage that it had to embed."""

    def __init__(self, identity: str = "hashing") -> None:
        self.identity = identity
        self.dimensions = _DIMENSIONS
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        self.embedded += texts
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> FloatVector:
        vector = np.full(self.dimensions, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            # The identity is hashed too, so that vectors of two "models" have nothing in common.
            digest = hashlib.sha256(f"{self.identity} {word}".encode()).digest()
            vector[int.from_bytes(digest[:4], "little") % self.dimensions] += 1 if digest[4] % 2 else -1
        return vector / np.linalg.norm(vector)
