"""The weights of a reader of pairs, as its file has them; light, since every start loads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.embedding.e5_package import Floats, Levels

Tensors = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Layers and heads by name.

    A matrix is `l0.q.w.levels` int8 (outputs, inputs) and `l0.q.w.scales` float32 (outputs,); biases
    `l0.q.b`, norms `l0.aln.w`, `l0.aln.b` and heads `head.span.w` (2, hidden), `head.span.b` are float32.
    """

    tensors: Tensors

    def floats(self, name: str) -> Floats:
        """See `Vectors`."""
        return np.asarray(self.tensors[name], np.float32).reshape(-1)

    def levels(self, name: str) -> Levels:
        """See `LayerWeights`."""
        return self.tensors[f"{name}.w.levels"], self.floats(f"{name}.w.scales")
