"""The interface of embedding models, whichever model and engine is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatMatrix = npt.NDArray[np.float32]
FloatVector = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns passages and questions into L2-normalised vectors whose dot product is their similarity."""

    @property
    def identity(self) -> str:
        """Model, engine and fingerprint; vectors of two identities must never be compared."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        """The vectors (n, dimensions) of texts that are to be found; (0, dimensions) for none."""

    def embed_query(self, text: str) -> FloatVector:
        """The vector (dimensions,) of a question."""
