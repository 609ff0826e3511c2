from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.context import SpawnContext
from pathlib import Path

import pytest

from ingest.embedding import model_store
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_embedder
from ingest.embedding.model_store import onnx_folder, torch_folder
from ingest.embedding.settings import EmbeddingSettings
from ingest.errors import StorageFullError
from tests.ingest.embedding.full_disk import no_file_larger_than


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


@pytest.mark.parametrize("damage", ["a file is gone", "a file is cut", "the manifest is gone"])
def test_a_folder_that_lost_something_is_built_again(
    damage: str, tmp_path: Path, onnx_embedder: Embedder
) -> None:
    folder = onnx_folder(tmp_path)
    if damage == "a file is gone":
        (folder / "weights.bin").unlink()
    elif damage == "a file is cut":
        os.truncate(folder / "pieces.txt", 1000)
    else:
        (folder / "manifest.json").unlink()
    assert works(tmp_path, onnx_embedder)


def test_an_upgrade_builds_anew_and_removes_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = onnx_folder(tmp_path)
    monkeypatch.setattr(model_store, "package_version", lambda: "9.9.9")
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
