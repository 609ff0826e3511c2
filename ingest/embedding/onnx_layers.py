"""The layers of a BERT encoder as nodes of an ONNX graph, for weights from anywhere."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from ingest.embedding.e5_package import Floats, Levels, Shape
from ingest.embedding.onnx_nodes import CONTRIB, Nodes


class Vectors(Protocol):
    """Tensors by name, in floats and flat."""

    def floats(self, name: str) -> Floats:
        """The named tensor, such as `l0.q.b`."""


class LayerWeights(Vectors, Protocol):
    """The tensors of the layers."""

    def levels(self, name: str) -> Levels:
        """The matrix of the named part, such as `l0.q`."""


class Layers:
    """Adds layer after layer to a graph."""

    def __init__(self, nodes: Nodes, shape: Shape, weights: LayerWeights) -> None:
        self._nodes = nodes
        self._shape = shape
        self._weights = weights
        self._thirds = nodes.constant("thirds", np.full(3, shape.hidden, np.int64))

    def all_from(self, hidden: str) -> str:
        """Every layer, the first one fed with `hidden` (1, tokens, hidden)."""
        for layer in range(self._shape.layers):
            hidden = self._layer(f"l{layer}.", hidden)
        return hidden

    def _layer(self, name: str, hidden: str) -> str:
        """Self-attention and feed-forward network, each added to its input and normalised."""
        joint = self._linear(hidden, (f"{name}q", f"{name}k", f"{name}v"), f"{name}qkv")
        parts = [f"{name}{part}.out" for part in ("query", "key", "value")]
        self._nodes.split(joint, self._thirds, parts)
        mixed = self._nodes.node(
            "MultiHeadAttention", parts, f"{name}mixed", domain=CONTRIB, num_heads=self._shape.heads
        )
        attended = self._normalised(self._linear(mixed, (f"{name}ao",), f"{name}ao"), hidden, f"{name}aln")
        inner = self._linear(attended, (f"{name}fi",), f"{name}fi")
        inner = self._nodes.node("Gelu", [inner], f"{name}gelu", domain=CONTRIB)
        return self._normalised(self._linear(inner, (f"{name}fo",), f"{name}fo"), attended, f"{name}oln")

    def _linear(self, hidden: str, parts: tuple[str, ...], name: str) -> str:
        """Matrix and bias of the parts, stacked along the output, so that the input is quantised once."""
        bias = np.concatenate([self._weights.floats(f"{part}.b") for part in parts])
        levels, scales = zip(*(self._weights.levels(part) for part in parts), strict=True)
        return self._nodes.node(
            "DynamicQuantizeMatMul",
            [
                hidden,
                self._nodes.constant(f"{name}.levels", np.ascontiguousarray(np.concatenate(levels).T)),
                self._nodes.constant(f"{name}.scales", np.concatenate(scales)),
                "",
                self._nodes.constant(f"{name}.bias", bias),
            ],
            f"{name}.out",
            domain=CONTRIB,
        )

    def _normalised(self, left: str, right: str, name: str) -> str:
        return normalised(self._nodes, (left, right), self._weights, name, self._shape.layer_norm_eps)


def normalised(nodes: Nodes, terms: tuple[str, str], weights: Vectors, name: str, epsilon: float) -> str:
    """Layer norm of the sum; the fused SkipLayerNormalization was measured at several times the cost."""
    total = nodes.node("Add", terms, f"{name}.sum")
    scale = nodes.constant(f"{name}.w", weights.floats(f"{name}.w"))
    shift = nodes.constant(f"{name}.b", weights.floats(f"{name}.b"))
    return nodes.node("LayerNormalization", [total, scale, shift], f"{name}.out", axis=-1, epsilon=epsilon)
