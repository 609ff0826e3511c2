"""Writes the trained reader as one file: what differs from the base, its matrices in 8 bits.

`reader.safetensors` (safetensors' own format, which numpy reads) holds for layer i of the base's encoder
- `l{i}.{q,k,v,ao,fi,fo}.w.levels` int8 (outputs, inputs) from -63 to 63 and `.w.scales` float32 (outputs,):
  a weight is its level times its row's scale, as the base's ONNX graph has it;
- `l{i}.{q,k,v,ao,fi,fo}.b` and `l{i}.{aln,oln}.{w,b}` float32;
- `head.{span,answer,support}.{w,b}` float32: (2, hidden) start and end of each token, (1, hidden) and
  (3, hidden) of the first token.
The embeddings and their layer norm (`emb.*`) are the base's and not stored. The file's header holds the
manifest's fields and notes for people, all as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file

from bot.qa_model.manifest import Manifest
from bot.qa_model.training.network import ReaderNetwork
from ingest.embedding.e5.graphs import quantize

FILE = "reader.safetensors"
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

Stored = dict[str, npt.NDArray[np.generic]]


def write_weights(network: ReaderNetwork, manifest: Manifest, notes: Mapping[str, str], path: Path) -> None:
    """Write the file, whole or not at all; raises OSError where it does not fit."""
    header = {name: str(value) for name, value in manifest.model_dump().items()}
    building = path.with_suffix(".part")
    save_file(stored(network), building, metadata={**notes, **header})
    building.chmod(_READABLE_BY_ALL)
    building.replace(path)


def stored(network: ReaderNetwork) -> Stored:
    """The file's tensors by name."""
    tensors: Stored = {}
    for name, value in network.trained().items():
        ours, values = _name(name), value.detach().float().cpu().numpy()
        if ours.startswith("head.") or values.ndim == 1:
            tensors[ours] = np.ascontiguousarray(values)
        else:
            tensors[ours + _LEVELS], tensors[ours + _SCALES] = quantize(values)
    return tensors


def put_back(network: ReaderNetwork, tensors: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Load what `stored` made into a network, as exactly as 8 bits tell it."""
    state = {}
    for name in network.trained():
        ours = _name(name)
        if ours in tensors:
            values = tensors[ours]
        else:
            values = tensors[ours + _LEVELS] * tensors[ours + _SCALES][:, None]  # type: ignore[operator]
        state[name] = torch.from_numpy(np.array(values, np.float32))
    network.load_state_dict(state, strict=False)


def _name(theirs: str) -> str:
    """`encoder.encoder.layer.0.output.dense.weight` is `l0.fo.w`, `answer.bias` is `head.answer.b`."""
    part, kind = theirs.rsplit(".", 1)
    if part in _HEADS:
        return f"head.{part}.{kind[0]}"
    layer, inner = part.removeprefix("encoder.encoder.layer.").split(".", 1)
    return f"l{layer}.{_PARTS[inner]}.{kind[0]}"
