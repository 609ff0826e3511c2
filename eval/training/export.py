"""Writes the trained weights as the one file that `bot.qa_model` ships, matrices in 8 bits.

`reader.safetensors` holds what differs from the base; for layer i of its encoder
- `l{i}.{q,k,v,ao,fi,fo}.w.levels` int8 (outputs, inputs) from -63 to 63 and `.w.scales` float32 (outputs,):
  a weight is its level times its row's scale, as the base's ONNX graph has it;
- `l{i}.{q,k,v,ao,fi,fo}.b` and `l{i}.{aln,oln}.{w,b}` float32;
- `head.{span,answer,support}.{w,b}` float32: (2, hidden) start and end of each token, (1, hidden) and
  (3, hidden) of the first token.
The file's header holds the manifest's fields and notes for people, all as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file

from bot.qa_model.base import quantize
from bot.qa_model.weights import Manifest
from eval.training.model import QANetwork

WEIGHTS = "reader.safetensors"
_READABLE_BY_ALL = 0o644  # safetensors writes for its owner alone
_LEVELS, _SCALES = ".levels", ".scales"
_HEADS = ("span", "answer", "support")
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}

Tensors = dict[str, npt.NDArray[np.generic]]


def write_weights(network: QANetwork, manifest: Manifest, notes: Mapping[str, str], path: Path) -> None:
    """Write the file, whole or not at all; raises OSError where it does not fit."""
    header = {name: str(value) for name, value in manifest.model_dump().items()}
    building = path.with_suffix(".part")
    save_file(quantized(network), building, metadata={**notes, **header})
    building.chmod(_READABLE_BY_ALL)
    building.replace(path)


def quantized(network: QANetwork) -> Tensors:
    """The file's tensors by name."""
    tensors: Tensors = {}
    for name, value in network.trained_parameters().items():
        key, values = _key(name), value.detach().float().cpu().numpy()
        if key.startswith("head.") or values.ndim == 1:
            tensors[key] = np.ascontiguousarray(values)
        else:
            tensors[key + _LEVELS], tensors[key + _SCALES] = quantize(values)
    return tensors


def load_quantized(network: QANetwork, tensors: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Load the file's tensors into a network, as exactly as 8 bits hold them."""
    state = {}
    for name in network.trained_parameters():
        key = _key(name)
        values = tensors.get(key)
        if values is None:
            values = tensors[key + _LEVELS] * tensors[key + _SCALES][:, None]  # type: ignore[operator]
        state[name] = torch.from_numpy(np.array(values, np.float32))
    network.load_state_dict(state, strict=False)


def _key(parameter: str) -> str:
    """`bert.encoder.layer.0.output.dense.weight` is `l0.fo.w`, `answer.bias` is `head.answer.b`."""
    module, kind = parameter.rsplit(".", 1)
    if module in _HEADS:
        return f"head.{module}.{kind[0]}"
    layer, inner = module.removeprefix("bert.encoder.layer.").split(".", 1)
    return f"l{layer}.{_PARTS[inner]}.{kind[0]}"
