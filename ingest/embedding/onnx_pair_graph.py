"""Writes a reader of pairs as an ONNX graph that shares its word table with the embedder's.

The graph begins with the nodes of the embedder's, whose weights stay in the embedder's file: onnxruntime maps
that file, so the table, two thirds of all weights, is in memory once. Then come layers and heads of other
weights. `input_ids` int64 (1, tokens) becomes `span` (1, tokens, 2), the scores of each token as first and as
last one of the answer, and of the first token's vector `answer` (1, 1) and `support` (1, 3), all float32.

Pairs are read one by one on as many threads as there are cores: padding them into a batch was measured no
faster, and would make a pair's scores depend on its neighbours (see `onnx_graph`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.embedding.e5_package import Shape
from ingest.embedding.onnx_graph import EMBEDDED, INPUT
from ingest.embedding.onnx_layers import Layers
from ingest.embedding.onnx_nodes import Nodes
from ingest.embedding.pair_weights import PairWeights, Tensors

PAIR_WEIGHTS_FILE = "reader.bin"
HEADS = {"span": 2, "answer": 1, "support": 3}


def write_pair_graph(embedder: Path, shape: Shape, weights: PairWeights, path: Path) -> None:
    """Write the graph to `path` and its own weights beside it, where a copy of the embedder's must lie too.

    `embedder` is the embedder's graph. Raises ValueError where a tensor is missing or has another size.
    """
    _check(weights.tensors, shape)
    nodes = Nodes()
    nodes.begin_with(embedder, EMBEDDED)
    hidden = Layers(nodes, shape, weights, even=True).all_from(EMBEDDED)
    zero = nodes.constant("first_token", np.zeros((), np.int64))
    first = nodes.node("Gather", [hidden, zero], "first", axis=1)
    _head(nodes, hidden, weights, "span")
    _head(nodes, first, weights, "answer")
    _head(nodes, first, weights, "support")
    tokens = {"span": ("tokens",)}
    outputs = {name: (1, *tokens.get(name, ()), size) for name, size in HEADS.items()}
    nodes.save(path, PAIR_WEIGHTS_FILE, {INPUT: [1, "tokens"]}, outputs)


def _head(nodes: Nodes, vectors: str, weights: PairWeights, name: str) -> None:
    matrix = weights.floats(f"head.{name}.w").reshape(HEADS[name], -1)
    turned = nodes.constant(f"head.{name}.w", np.ascontiguousarray(matrix.T))
    product = nodes.node("MatMul", [vectors, turned], f"{name}.product")
    nodes.node("Add", [product, nodes.constant(f"head.{name}.b", weights.floats(f"head.{name}.b"))], name)


def _check(tensors: Tensors, shape: Shape) -> None:
    """Raises ValueError where a tensor is missing or has not the size that the base needs."""
    for name, size in _sizes(shape).items():
        found = tensors.get(name)
        if found is None or found.shape != size:
            raise ValueError(f"{name} is {'missing' if found is None else f'of shape {found.shape}'}")


def _sizes(shape: Shape) -> dict[str, tuple[int, ...]]:
    width, wide = shape.hidden, shape.feed_forward
    sizes: dict[str, tuple[int, ...]] = {}
    for layer in range(shape.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            matrix = {"fi": (wide, width), "fo": (width, wide)}.get(part, (width, width))
            sizes[f"l{layer}.{part}.w.levels"] = matrix
            sizes[f"l{layer}.{part}.w.scales"] = sizes[f"l{layer}.{part}.b"] = matrix[:1]
        for norm in ("aln", "oln"):
            sizes[f"l{layer}.{norm}.w"] = sizes[f"l{layer}.{norm}.b"] = (width,)
    for head, outputs in HEADS.items():
        sizes[f"head.{head}.w"], sizes[f"head.{head}.b"] = (outputs, width), (outputs,)
    return sizes
