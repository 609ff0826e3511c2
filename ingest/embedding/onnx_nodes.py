"""Collects the nodes and constants of an ONNX graph, and writes it with its weights in a file beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

CONTRIB = "com.microsoft"
_OPSET, _CONTRIB_OPSET, _IR_VERSION = 21, 1, 10
_INLINE_BYTES = 1024  # larger tensors go to the weights file, which onnxruntime maps instead of reading

Shape = Sequence[int | str]


class Nodes:
    """A graph that grows; each step returns the name of its output."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def node(
        self, operator: str, inputs: Sequence[str], output: str, *, domain: str = "", **attributes: Any
    ) -> str:
        """An operator with one output, which bears its name."""
        self._nodes.append(
            helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def split(self, whole: str, sizes: str, parts: Sequence[str]) -> None:
        """The parts of `whole` along its last axis, of the sizes in a constant."""
        self._nodes.append(helper.make_node("Split", [whole, sizes], list(parts), axis=-1))

    def constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """A tensor that never changes."""
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def four_bit(self, name: str, packed: npt.NDArray[np.uint8], shape: Sequence[int]) -> str:
        """A constant of 4-bit integers, two in a byte, the first in the low bits."""
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
        self, path: Path, weights: str, inputs: Mapping[str, Shape], outputs: Mapping[str, Shape]
    ) -> None:
        """Write the graph to `path` and what is large to the file `weights` beside it.

        The inputs are 64-bit integers, the outputs floats.
        """
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, each) for name, each in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, each) for name, each in outputs.items()],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, _CONTRIB_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        onnx.save(model, path, save_as_external_data=True, location=weights, size_threshold=_INLINE_BYTES)
