"""Weights of a reader that was never trained: the embedded model's layers, and heads that a test picks."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from ingest.embedding.e5.graphs import quantize
from ingest.embedding.e5.weights import E5Weights, Floats, package_file, read_weights

Tensors = dict[str, npt.NDArray[np.generic]]


@cache
def base() -> E5Weights:
    return read_weights(package_file())


def untrained(heads: dict[str, Floats] | None = None) -> Tensors:
    """All tensors of a reader; a head that is not given is drawn at random, the same each time."""
    weights, chance, tensors = base(), np.random.default_rng(7), Tensors()
    for layer in range(weights.shape.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            name = f"l{layer}.{part}"
            bias = weights.floats(f"{name}.b")
            levels, scales = quantize(weights.floats(f"{name}.w").reshape(len(bias), -1))
            tensors |= {f"{name}.w.levels": levels, f"{name}.w.scales": scales, f"{name}.b": bias}
        for norm in ("aln", "oln"):
            tensors |= {f"l{layer}.{norm}.{end}": weights.floats(f"l{layer}.{norm}.{end}") for end in "wb"}
    for name, size in (("span", 2), ("answer", 1), ("support", 3)):
        drawn = chance.normal(0, 0.2, (size, weights.shape.hidden)).astype(np.float32)
        tensors[f"head.{name}.w"] = (heads or {}).get(name, drawn)
        tensors[f"head.{name}.b"] = np.zeros(size, np.float32)
    return tensors
