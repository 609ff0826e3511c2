"""The packaged model is read or refused, and prepared whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import time
from collections.abc import Callable
from multiprocessing.context import SpawnContext
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.e5 import store
from ingest.embedding.e5.store import onnx_folder, torch_folder
from ingest.embedding.e5.weights import Blocks, package_file, read_weights
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_embedder
from ingest.errors import ConfigurationError, StorageFullError
from ingest.settings import EmbeddingSettings
from tests.ingest.embedding.full_disk import no_file_larger_than

pytestmark = pytest.mark.slow


def prepare(store: Path) -> tuple[Path, dict[str, int]]:
    folder = onnx_folder(store)
    return folder, written_at(folder)


def written_at(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def works(store: Path, expected: Embedder) -> bool:
    embedder = load_embedder(EmbeddingSettings(folder=store))
    return bool((embedder.embed_query("ready?") == expected.embed_query("ready?")).all())


def spawned() -> SpawnContext:
    return multiprocessing.get_context("spawn")


@pytest.fixture
def quick_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small files in place of the model, where only the folder matters."""

    def build(folder: Path) -> None:
        for name in ("weights.bin", "pieces.txt"):
            (folder / name).write_bytes(b"x" * 2_000)

    monkeypatch.setattr(store, "_build_onnx", build)


@pytest.mark.usefixtures("quick_build")
def test_a_prepared_model_is_not_built_again(tmp_path: Path) -> None:
    folder = onnx_folder(tmp_path)
    before = written_at(folder)
    assert onnx_folder(tmp_path) == folder
    assert written_at(folder) == before


def test_two_processes_that_prepare_at_once_build_one_model(tmp_path: Path, onnx_embedder: Embedder) -> None:
    with spawned().Pool(2) as pool:
        first, second = pool.map(prepare, [tmp_path, tmp_path], chunksize=1)
    assert first == second  # the same files, written once
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [first[0]]
    assert works(tmp_path, onnx_embedder)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_build_leaves_nothing_half_made(tmp_path: Path, onnx_embedder: Embedder) -> None:
    process = spawned().Process(target=prepare, args=(tmp_path,))
    process.start()
    while not any(tmp_path.glob(".building-*/*")):
        assert process.is_alive(), "the build ended before it could be killed"
        time.sleep(0.005)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert works(tmp_path, onnx_embedder)
    assert not list(tmp_path.glob(".building-*"))


@pytest.mark.usefixtures("quick_build")
@pytest.mark.parametrize("damage", ["a file is gone", "a file is cut", "the manifest is gone"])
def test_a_folder_that_lost_something_is_built_again(damage: str, tmp_path: Path) -> None:
    folder = onnx_folder(tmp_path)
    whole = {path.name: path.stat().st_size for path in folder.iterdir()}
    if damage == "a file is gone":
        (folder / "weights.bin").unlink()
    elif damage == "a file is cut":
        os.truncate(folder / "pieces.txt", 1000)
    else:
        (folder / "manifest.json").unlink()
    assert {path.name: path.stat().st_size for path in onnx_folder(tmp_path).iterdir()} == whole


@pytest.mark.usefixtures("quick_build")
def test_an_upgrade_builds_anew_and_removes_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = onnx_folder(tmp_path)
    monkeypatch.setattr(store, "package_version", lambda: "9.9.9")
    new = onnx_folder(tmp_path)
    assert new != old
    assert new.is_dir()
    assert not old.exists()


@pytest.mark.parametrize("prepared_folder", [onnx_folder, torch_folder])
def test_a_full_disk_is_named_with_its_remedy_and_nothing_is_left(
    prepared_folder: Callable[[Path], Path], tmp_path: Path
) -> None:
    with no_file_larger_than(1_000_000), pytest.raises(StorageFullError, match="free some space"):
        prepared_folder(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_store_that_cannot_be_written_is_named_with_its_remedy(tmp_path: Path) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    with pytest.raises(StorageFullError, match="another embedding folder"):
        onnx_folder(blocked / "models")


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
