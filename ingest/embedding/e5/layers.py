"""Builds ONNX graphs of BERT encoders node by node; the only file that knows onnx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from ingest.embedding.e5.weights import Floats, Levels, Shape

CONTRIB = "com.microsoft"  # the domain of onnxruntime's own operators
_OPSET, _CONTRIB_OPSET, _IR_VERSION = 21, 1, 10
_INLINE_BYTES = 1024  # larger tensors go to the weights file, which onnxruntime maps instead of reading

TensorShape = Sequence[int | str]


class GraphBuilder:
    """Collects nodes and constants; each step returns the name of its output."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def node(
        self, operator: str, inputs: Sequence[str], output: str, *, domain: str = "", **attributes: Any
    ) -> str:
        """Add an operator with one output, which bears its name."""
        self._nodes.append(
            helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def split(self, whole: str, sizes: str, parts: Sequence[str]) -> None:
        """Split `whole` along its last axis into parts of the sizes in a constant."""
        self._nodes.append(helper.make_node("Split", [whole, sizes], list(parts), axis=-1))

    def constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def four_bit_constant(self, name: str, packed: npt.NDArray[np.uint8], shape: Sequence[int]) -> str:
        """Add a constant of 4-bit integers, two in a byte, the first in the low bits."""
        tensor = TensorProto(name=name, data_type=TensorProto.UINT4, dims=shape, raw_data=packed.tobytes())
        self._constants.append(tensor)
        return name

    def begin_with(self, path: Path, last: str) -> None:
        """Take over a written graph up to the node `last`; its weights stay in their file, beside `path`."""
        graph = onnx.load(path, load_external_data=False).graph
        names = [node.name for node in graph.node]
        taken = list(graph.node)[: names.index(last) + 1]
        used = {name for node in taken for name in node.input}
        self._nodes += taken
        self._constants += [tensor for tensor in graph.initializer if tensor.name in used]

    def save(
        self,
        path: Path,
        weights: str,
        inputs: Mapping[str, TensorShape],
        outputs: Mapping[str, TensorShape],
    ) -> None:
        """Write the graph to `path` and its large tensors to the file `weights` beside it.

        The inputs are 64-bit integers, the outputs floats.
        """
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in inputs.items()],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                for name, shape in outputs.items()
            ],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, _CONTRIB_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        onnx.save(model, path, save_as_external_data=True, location=weights, size_threshold=_INLINE_BYTES)


class LayerWeights(Protocol):
    """The tensors of an encoder by name."""

    def floats(self, name: str) -> Floats:
        """The named tensor, such as `l0.q.b`, flat."""

    def levels(self, name: str) -> Levels:
        """The matrix of the named part, such as `l0.q`."""


class EncoderLayers:
    """Adds the encoder's layers to a graph.

    The input of a matrix is quantised with one scale for all tokens. With `scale_tokens`, each token of the
    feed-forward network, where a few are many times as large as the others, is divided by its largest number
    before and multiplied by it after: scores of tokens then correlate at .997 with those of 32 bits instead
    of .976, for a tenth more time.
    """

    def __init__(
        self, graph: GraphBuilder, shape: Shape, weights: LayerWeights, *, scale_tokens: bool = False
    ) -> None:
        self._graph = graph
        self._shape = shape
        self._weights = weights
        self._scale_tokens = scale_tokens
        if scale_tokens:
            self._last = graph.constant("last_axis", np.full(1, -1, np.int64))
            self._least = graph.constant("least", np.full(1, 1e-6, np.float32))
        self._thirds = graph.constant("thirds", np.full(3, shape.hidden, np.int64))

    def add_all(self, hidden: str) -> str:
        """Add every layer, the first one fed with `hidden` (1, tokens, hidden)."""
        for layer in range(self._shape.layers):
            hidden = self._add_layer(f"l{layer}.", hidden)
        return hidden

    def _add_layer(self, name: str, hidden: str) -> str:
        """Self-attention and feed-forward network, each added to its input and normalised."""
        joint = self._linear(hidden, (f"{name}q", f"{name}k", f"{name}v"), f"{name}qkv")
        parts = [f"{name}{part}.out" for part in ("query", "key", "value")]
        self._graph.split(joint, self._thirds, parts)
        mixed = self._graph.node(
            "MultiHeadAttention", parts, f"{name}mixed", domain=CONTRIB, num_heads=self._shape.heads
        )
        attended = self._normalised(self._linear(mixed, (f"{name}ao",), f"{name}ao"), hidden, f"{name}aln")
        inner = self._forward(attended, f"{name}fi")
        inner = self._graph.node("Gelu", [inner], f"{name}gelu", domain=CONTRIB)
        return self._normalised(self._forward(inner, f"{name}fo"), attended, f"{name}oln")

    def _forward(self, hidden: str, name: str) -> str:
        if not self._scale_tokens:
            return self._linear(hidden, (name,), name)
        size = self._graph.node("Abs", [hidden], f"{name}.sizes")
        size = self._graph.node("ReduceMax", [size, self._last], f"{name}.largest")
        size = self._graph.node("Max", [size, self._least], f"{name}.size")
        even = self._graph.node("Div", [hidden, size], f"{name}.even")
        product = self._product(even, self._weights.levels(name), None, name)
        whole = self._graph.node("Mul", [product, size], f"{name}.whole")
        bias = self._graph.constant(f"{name}.bias", self._weights.floats(f"{name}.b"))
        return self._graph.node("Add", [whole, bias], f"{name}.biased")

    def _linear(self, hidden: str, parts: tuple[str, ...], name: str) -> str:
        """Matrix and bias of the parts, stacked along the output, so that the input is quantised once."""
        bias = np.concatenate([self._weights.floats(f"{part}.b") for part in parts])
        levels, scales = zip(*(self._weights.levels(part) for part in parts), strict=True)
        stacked = np.concatenate(levels), np.concatenate(scales)
        return self._product(hidden, stacked, bias, name)

    def _product(self, hidden: str, matrix: Levels, bias: Floats | None, name: str) -> str:
        levels, scales = matrix
        inputs = [
            hidden,
            self._graph.constant(f"{name}.levels", np.ascontiguousarray(levels.T)),
            self._graph.constant(f"{name}.scales", scales),
            "",
        ]
        if bias is not None:
            inputs.append(self._graph.constant(f"{name}.bias", bias))
        return self._graph.node("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=CONTRIB)

    def _normalised(self, left: str, right: str, name: str) -> str:
        return add_layer_norm(self._graph, (left, right), self._weights, name, self._shape.layer_norm_eps)


def add_layer_norm(
    graph: GraphBuilder, terms: tuple[str, str], weights: LayerWeights, name: str, epsilon: float
) -> str:
    """Layer norm of the sum; the fused SkipLayerNormalization was measured at several times the cost."""
    total = graph.node("Add", terms, f"{name}.sum")
    scale = graph.constant(f"{name}.w", weights.floats(f"{name}.w"))
    shift = graph.constant(f"{name}.b", weights.floats(f"{name}.b"))
    return graph.node("LayerNormalization", [total, scale, shift], f"{name}.out", axis=-1, epsilon=epsilon)
