from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.e5_package import Blocks, package_file, read_weights
from ingest.errors import ConfigurationError


def a_small_model(*, four_bit_bytes: int = 18) -> bytes:
    """One float tensor of two numbers and one block of 4-bit numbers, in the package's layout."""
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁a"]
    blob = "".join(pieces).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in pieces)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, 4, 1, 1, 8, 5, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob))
    head += struct.pack("<6I", *offsets) + struct.pack("<5f", 0, 0, 0, 0, -1) + blob
    head += struct.pack("<iI", 1, 3) + b"xyz"
    directory_size = 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in ("f", "q"))
    start = len(head) + directory_size
    # Byte j has element j in its low four bits, j + 16 in its high ones: 0x8F is 15 - 8 = 7 and 8 - 8 = 0.
    block = struct.pack("<e", 0.5) + bytes([0x8F] + [0x88] * 15)
    head += struct.pack("<i", 2)
    head += struct.pack("<H1sBIQQ", 1, b"f", 0, 2, start, 8)
    head += struct.pack("<H1sBIQQ", 1, b"q", 1, 32, start + 8, four_bit_bytes)
    return head + struct.pack("<2f", 1.5, -2.0) + block


def test_numbers_in_32_and_in_4_bits_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(a_small_model())
    weights = read_weights(path)
    assert weights.floats("f").tolist() == [1.5, -2.0]
    assert weights.floats("q").tolist() == [3.5] + [0.0] * 31  # 7 times the scale of 0.5
    assert weights.pieces.texts == ("<s>", "<pad>", "</s>", "<unk>", "▁a")
    assert (weights.pieces.begin, weights.pieces.end, weights.pieces.unknown) == (0, 2, 3)
    assert weights.shape.hidden == 4


def test_a_file_cut_at_any_byte_is_refused_with_a_remedy(tmp_path: Path) -> None:
    whole = a_small_model()
    path = tmp_path / "model.bin"
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(ConfigurationError, match="pip install"):
            read_weights(path)


def test_a_tensor_whose_size_does_not_fit_its_elements_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(a_small_model(four_bit_bytes=17))
    with pytest.raises(ConfigurationError):
        read_weights(path)


def test_another_file_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    with pytest.raises(ConfigurationError):
        read_weights(path)
    path.write_bytes(b"PK\x03\x04" + bytes(1000))
    with pytest.raises(ConfigurationError):
        read_weights(path)


def test_the_installed_package_holds_the_model_that_the_documentation_names() -> None:
    weights = read_weights(package_file())
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.vocabulary) == (384, 12, 250_037)
    assert len(weights.pieces.texts) == 250_002
    assert isinstance(weights.tensors["emb.word"], Blocks)
    assert weights.floats("l11.fo.w").size == 384 * 1536
