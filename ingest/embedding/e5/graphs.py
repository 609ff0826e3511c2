"""Writes the ONNX graphs of the embedder and of the cross-encoder, to be run in 8-bit arithmetic.

The embedder's is a BERT encoder (Devlin et al. 2018, arXiv:1810.04805) for one text, then the mean over its
tokens and L2 normalisation: `input_ids` int64 (1, tokens) to `vector` float32 (1, hidden). It is built from
onnxruntime's own operators (see its ContribOperators.md) straight from the 4-bit weights: no torch, no
exporter, seconds instead of half a minute. There is no attention mask, because a batch would share one
activation scale and a text's vector would depend on its neighbours.

The word table keeps its 4 bits exactly. Matrices become 8-bit integers with one scale for each output, in
the range of 7 bits: processors without VNNI add two 8-bit products in 16 bits, which would overflow.

The cross-encoder's graph begins with the nodes of the embedder's, whose weights stay in the embedder's file:
onnxruntime maps it, so the word table, two thirds of all weights, is in memory once. Then come layers and
heads of other weights: `span` (1, tokens, 2), the scores of each token as first and as last one of the
answer, and of the first token's vector `answer` (1, 1) and `support` (1, 3).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.embedding.e5.layers import CONTRIB, EncoderLayers, GraphBuilder, add_layer_norm
from ingest.embedding.e5.weights import (
    WEIGHTS_FILE,
    Blocks,
    E5Weights,
    Floats,
    Levels,
    PairWeights,
    Shape,
    Tensors,
)

PAIR_WEIGHTS_FILE = "reader.bin"
HEADS = {"span": 2, "answer": 1, "support": 3}
_INPUT, _OUTPUT = "input_ids", "vector"
_EMBEDDINGS = "emb.ln.out"  # the node behind which the layers begin
_LARGEST_LEVEL = 63  # of 7 bits


def write_embedder_graph(weights: E5Weights, path: Path) -> None:
    """Write the graph to `path` and its weights beside it; the two files belong together."""
    graph = GraphBuilder()
    quantized = _QuantizedWeights(weights)
    layers = EncoderLayers(graph, weights.shape, quantized)
    _add_pooling(graph, layers.add_all(_add_embeddings(graph, weights, quantized)))
    graph.save(path, WEIGHTS_FILE, {_INPUT: [1, "tokens"]}, {_OUTPUT: [1, weights.shape.hidden]})


def write_pair_graph(embedder: Path, shape: Shape, weights: PairWeights, path: Path) -> None:
    """Write the graph to `path` and its own weights beside it, where a copy of the embedder's must lie too.

    `embedder` is the embedder's graph. Raises ValueError where a tensor is missing or has another size.
    """
    _check(weights.tensors, shape)
    graph = GraphBuilder()
    graph.begin_with(embedder, _EMBEDDINGS)
    hidden = EncoderLayers(graph, shape, weights, scale_tokens=True).add_all(_EMBEDDINGS)
    zero = graph.constant("first_token", np.zeros((), np.int64))
    first = graph.node("Gather", [hidden, zero], "first", axis=1)
    for head, vectors in zip(HEADS, (hidden, first, first), strict=True):
        _add_head(graph, vectors, weights, head)
    tokens = {"span": ("tokens",)}
    outputs = {name: (1, *tokens.get(name, ()), size) for name, size in HEADS.items()}
    graph.save(path, PAIR_WEIGHTS_FILE, {_INPUT: [1, "tokens"]}, outputs)


def quantize(matrix: Floats) -> Levels:
    """Quantise a matrix (outputs, inputs) to levels of the same shape and one scale for each output."""
    scales = np.abs(matrix).max(axis=1) / np.float32(_LARGEST_LEVEL)
    scales = np.where(scales == 0, np.float32(1), scales).astype(np.float32)
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


class _QuantizedWeights:
    def __init__(self, weights: E5Weights) -> None:
        self.floats = weights.floats

    def levels(self, name: str) -> Levels:
        outputs = len(self.floats(f"{name}.b"))
        return quantize(self.floats(f"{name}.w").reshape(outputs, -1))


def _add_embeddings(graph: GraphBuilder, weights: E5Weights, quantized: _QuantizedWeights) -> str:
    """Word, position and token type (always 0), summed and normalised."""
    width = weights.shape.hidden
    positions = weights.floats("emb.pos").reshape(-1, width) + weights.floats("emb.type")[:width]
    zero = graph.constant("zero", np.zeros(1, np.int64))
    length = graph.node("Shape", [_INPUT], "length", start=1, end=2)
    table = graph.constant("emb.pos", positions)
    first = graph.node("Slice", [table, zero, length, zero], "emb.first_positions")
    terms = (_add_words(graph, weights), first)
    return add_layer_norm(graph, terms, quantized, "emb.ln", weights.shape.layer_norm_eps)


def _add_words(graph: GraphBuilder, weights: E5Weights) -> str:
    table = weights.tensors["emb.word"]
    if not isinstance(table, Blocks):
        raise TypeError("the word table is not stored in 4 bits")
    rows, width = weights.shape.vocabulary, weights.shape.hidden
    block = table.levels.shape[1]
    zeros = np.full(rows * width // block // 2, 0x88, np.uint8)
    scales = graph.constant("emb.word.scales", table.scales.reshape(rows, -1))
    levels = graph.four_bit_constant("emb.word.levels", _pack(table), [rows, width])
    zero_points = graph.four_bit_constant("emb.word.zeros", zeros, [rows, width // block])
    return graph.node(
        "GatherBlockQuantized",
        [levels, _INPUT, scales, zero_points],
        "emb.words",
        domain=CONTRIB,
        block_size=block,
        gather_axis=0,
        quantize_axis=1,
    )


def _add_pooling(graph: GraphBuilder, hidden: str) -> None:
    """The mean over the tokens at unit length, which is the graph's output."""
    tokens = graph.constant("token_axis", np.ones(1, np.int64))
    mean = graph.node("ReduceMean", [hidden, tokens], "mean", keepdims=0)
    graph.node("LpNormalization", [mean], _OUTPUT, axis=-1, p=2)


def _add_head(graph: GraphBuilder, vectors: str, weights: PairWeights, name: str) -> None:
    matrix = weights.floats(f"head.{name}.w").reshape(HEADS[name], -1)
    turned = graph.constant(f"head.{name}.w", np.ascontiguousarray(matrix.T))
    product = graph.node("MatMul", [vectors, turned], f"{name}.product")
    graph.node("Add", [product, graph.constant(f"head.{name}.b", weights.floats(f"head.{name}.b"))], name)


def _pack(blocks: Blocks) -> npt.NDArray[np.uint8]:
    """Two neighbouring levels in a byte, the first in the low four bits, as ONNX stores 4-bit integers."""
    levels = (blocks.levels.reshape(-1, 2) + np.int8(8)).astype(np.uint8)
    packed: npt.NDArray[np.uint8] = levels[:, 0] | np.left_shift(levels[:, 1], 4, dtype=np.uint8)
    return packed


def _check(tensors: Tensors, shape: Shape) -> None:
    for name, size in _tensor_shapes(shape).items():
        tensor = tensors.get(name)
        if tensor is None or tensor.shape != size:
            raise ValueError(f"{name} is {'missing' if tensor is None else f'of shape {tensor.shape}'}")


def _tensor_shapes(shape: Shape) -> dict[str, tuple[int, ...]]:
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
