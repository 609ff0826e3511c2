"""Writes the embedded model as an ONNX graph that onnxruntime runs with 8-bit arithmetic.

The graph is a BERT encoder (Devlin et al. 2018, arXiv:1810.04805) for one text, then the mean over its
tokens and L2 normalisation: `input_ids` int64 (1, tokens) to `vector` float32 (1, hidden). It is built
from onnxruntime's own operators (domain `com.microsoft`, see its ContribOperators.md) straight from the
4-bit weights: no torch, no exporter, seconds instead of half a minute. There is no attention mask, because
a batch would share one activation scale and a text's vector would depend on its neighbours.

The word table keeps its 4 bits exactly. Matrices become 8-bit integers with one scale for each output, in
the range of 7 bits: processors without VNNI add two 8-bit products in 16 bits, which would overflow.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.embedding.e5_package import Blocks, E5Weights, Floats, Levels
from ingest.embedding.model_store import WEIGHTS_FILE
from ingest.embedding.onnx_layers import Layers, normalised
from ingest.embedding.onnx_nodes import CONTRIB, Nodes

INPUT, OUTPUT = "input_ids", "vector"
EMBEDDED = "emb.ln.out"  # the node behind which the layers begin
_LARGEST_LEVEL = 63  # of 7 bits


def write_graph(weights: E5Weights, path: Path) -> None:
    """Write the graph to `path` and its weights beside it; the two files belong together."""
    nodes = Nodes()
    layers = Layers(nodes, weights.shape, _EightBit(weights))
    _pooled(nodes, layers.all_from(_embeddings(nodes, weights)))
    nodes.save(path, WEIGHTS_FILE, {INPUT: [1, "tokens"]}, {OUTPUT: [1, weights.shape.hidden]})


class _EightBit:
    """The package's tensors with the matrices in 8 bits."""

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights

    def floats(self, name: str) -> Floats:
        return self._weights.floats(name)

    def levels(self, name: str) -> Levels:
        outputs = len(self._weights.floats(f"{name}.b"))
        return eight_bit(self._weights.floats(f"{name}.w").reshape(outputs, -1))


def _embeddings(nodes: Nodes, weights: E5Weights) -> str:
    """Word, position and token type (always 0), summed and normalised."""
    width = weights.shape.hidden
    positions = weights.floats("emb.pos").reshape(-1, width) + weights.floats("emb.type")[:width]
    zero = nodes.constant("zero", np.zeros(1, np.int64))
    length = nodes.node("Shape", [INPUT], "length", start=1, end=2)
    table = nodes.constant("emb.pos", positions)
    first = nodes.node("Slice", [table, zero, length, zero], "emb.first_positions")
    return normalised(nodes, (_words(nodes, weights), first), weights, "emb.ln", weights.shape.layer_norm_eps)


def _words(nodes: Nodes, weights: E5Weights) -> str:
    table = weights.blocks("emb.word")
    rows, width = weights.shape.vocabulary, weights.shape.hidden
    block = table.levels.shape[1]
    zeros = np.full(rows * width // block // 2, 0x88, np.uint8)
    scales = nodes.constant("emb.word.scales", table.scales.reshape(rows, -1))
    return nodes.node(
        "GatherBlockQuantized",
        [
            nodes.four_bit("emb.word.levels", _packed(table), [rows, width]),
            INPUT,
            scales,
            nodes.four_bit("emb.word.zeros", zeros, [rows, width // block]),
        ],
        "emb.words",
        domain=CONTRIB,
        block_size=block,
        gather_axis=0,
        quantize_axis=1,
    )


def _pooled(nodes: Nodes, hidden: str) -> None:
    """The mean over the tokens at unit length, which is the graph's output."""
    tokens = nodes.constant("token_axis", np.ones(1, np.int64))
    mean = nodes.node("ReduceMean", [hidden, tokens], "mean", keepdims=0)
    nodes.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)


def eight_bit(matrix: Floats) -> Levels:
    """Quantise a matrix (outputs, inputs) to levels of the same shape and one scale for each output."""
    scales = np.abs(matrix).max(axis=1) / np.float32(_LARGEST_LEVEL)
    scales = np.where(scales == 0, np.float32(1), scales).astype(np.float32)
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def _packed(blocks: Blocks) -> npt.NDArray[np.uint8]:
    """Two neighbouring levels in a byte, the first in the low four bits, as ONNX stores 4-bit integers."""
    levels = (blocks.levels.reshape(-1, 2) + np.int8(8)).astype(np.uint8)
    packed: npt.NDArray[np.uint8] = levels[:, 0] | np.left_shift(levels[:, 1], 4, dtype=np.uint8)
    return packed
