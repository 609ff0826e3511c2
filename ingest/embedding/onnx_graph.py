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

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from ingest.embedding.e5_package import Blocks, E5Weights, Floats

INPUT, OUTPUT = "input_ids", "vector"
_WEIGHTS_FILE = "weights.bin"
_CONTRIB = "com.microsoft"
_OPSET, _CONTRIB_OPSET, _IR_VERSION = 21, 1, 10
_LARGEST_LEVEL = 63  # of 7 bits
_INLINE_BYTES = 1024  # larger tensors go to the weights file, which onnxruntime maps instead of reading


def write_graph(weights: E5Weights, path: Path) -> None:
    """Write the graph to `path` and its weights beside it; the two files belong together."""
    build = _Encoder(weights)
    hidden = build.embeddings()
    for layer in range(weights.shape.layers):
        hidden = build.layer(f"l{layer}.", hidden)
    build.pooled(hidden)
    onnx.save(
        build.model(), path, save_as_external_data=True, location=_WEIGHTS_FILE, size_threshold=_INLINE_BYTES
    )


class _Encoder:
    """Collects the graph's nodes and constants; each step returns the name of its output."""

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._width = weights.shape.hidden
        self._thirds = self._constant("thirds", np.full(3, self._width, np.int64))

    def embeddings(self) -> str:
        """Word, position and token type (always 0), summed and normalised."""
        positions = self._weights.floats("emb.pos").reshape(-1, self._width)
        positions = positions + self._weights.floats("emb.type")[: self._width]
        zero = self._constant("zero", np.zeros(1, np.int64))
        length = self._node("Shape", [INPUT], "length", start=1, end=2)
        first = self._node(
            "Slice", [self._constant("emb.pos", positions), zero, length, zero], "emb.first_positions"
        )
        return self._normalised(self._words(), first, "emb.ln")

    def layer(self, name: str, hidden: str) -> str:
        """Self-attention and feed-forward network, each added to its input and normalised."""
        joint = self._linear(hidden, [f"{name}q", f"{name}k", f"{name}v"], f"{name}qkv")
        query, key, value = (f"{name}{part}.out" for part in ("query", "key", "value"))
        self._nodes.append(helper.make_node("Split", [joint, self._thirds], [query, key, value], axis=-1))
        heads = self._weights.shape.heads
        mixed = self._node(
            "MultiHeadAttention", [query, key, value], f"{name}mixed", domain=_CONTRIB, num_heads=heads
        )
        attended = self._normalised(self._linear(mixed, [f"{name}ao"], f"{name}ao"), hidden, f"{name}aln")
        inner = self._linear(attended, [f"{name}fi"], f"{name}fi")
        inner = self._node("Gelu", [inner], f"{name}gelu", domain=_CONTRIB)
        return self._normalised(self._linear(inner, [f"{name}fo"], f"{name}fo"), attended, f"{name}oln")

    def pooled(self, hidden: str) -> None:
        """The mean over the tokens at unit length, which is the graph's output."""
        tokens = self._constant("token_axis", np.ones(1, np.int64))
        mean = self._node("ReduceMean", [hidden, tokens], "mean", keepdims=0)
        self._node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])]
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, self._width])]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, _CONTRIB_OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _words(self) -> str:
        table = self._weights.blocks("emb.word")
        rows = self._weights.shape.vocabulary
        block = table.levels.shape[1]
        scales = self._constant("emb.word.scales", table.scales.reshape(rows, -1))
        zeros = np.full(rows * self._width // block // 2, 0x88, np.uint8)
        return self._node(
            "GatherBlockQuantized",
            [
                self._four_bit("emb.word.levels", _packed(table), [rows, self._width]),
                INPUT,
                scales,
                self._four_bit("emb.word.zeros", zeros, [rows, self._width // block]),
            ],
            "emb.words",
            domain=_CONTRIB,
            block_size=block,
            gather_axis=0,
            quantize_axis=1,
        )

    def _linear(self, hidden: str, parts: Sequence[str], name: str) -> str:
        """Matrix and bias of the parts, stacked along the output, so that the input is quantised once."""
        bias = np.concatenate([self._weights.floats(f"{part}.b") for part in parts])
        matrix = np.concatenate([self._weights.floats(f"{part}.w") for part in parts])
        levels, scales = eight_bit(matrix.reshape(len(bias), -1))
        return self._node(
            "DynamicQuantizeMatMul",
            [
                hidden,
                self._constant(f"{name}.levels", np.ascontiguousarray(levels.T)),
                self._constant(f"{name}.scales", scales),
                "",
                self._constant(f"{name}.bias", bias),
            ],
            f"{name}.out",
            domain=_CONTRIB,
        )

    def _normalised(self, left: str, right: str, name: str) -> str:
        """Layer norm of the sum; the fused SkipLayerNormalization was measured at several times the cost."""
        total = self._node("Add", [left, right], f"{name}.sum")
        scale = self._constant(f"{name}.w", self._weights.floats(f"{name}.w"))
        shift = self._constant(f"{name}.b", self._weights.floats(f"{name}.b"))
        epsilon = self._weights.shape.layer_norm_eps
        return self._node(
            "LayerNormalization", [total, scale, shift], f"{name}.out", axis=-1, epsilon=epsilon
        )

    def _constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def _four_bit(self, name: str, packed: npt.NDArray[np.uint8], shape: Sequence[int]) -> str:
        tensor = TensorProto(name=name, data_type=TensorProto.UINT4, dims=shape, raw_data=packed.tobytes())
        self._constants.append(tensor)
        return name

    def _node(
        self, operator: str, inputs: Sequence[str], output: str, *, domain: str = "", **attributes: Any
    ) -> str:
        self._nodes.append(
            helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output


def eight_bit(matrix: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Quantise a matrix (outputs, inputs) to levels of the same shape and one scale for each output."""
    scales = np.abs(matrix).max(axis=1) / np.float32(_LARGEST_LEVEL)
    scales = np.where(scales == 0, np.float32(1), scales).astype(np.float32)
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def _packed(blocks: Blocks) -> npt.NDArray[np.uint8]:
    """Two neighbouring levels in a byte, the first in the low four bits, as ONNX stores 4-bit integers."""
    levels = (blocks.levels.reshape(-1, 2) + np.int8(8)).astype(np.uint8)
    packed: npt.NDArray[np.uint8] = levels[:, 0] | np.left_shift(levels[:, 1], 4, dtype=np.uint8)
    return packed
