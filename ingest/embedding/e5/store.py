"""Prepares the embedded model once and keeps it in a folder of its own, whole or not at all.

Each form of the model is built in a temporary folder beside its place and renamed when it is complete; a lock
keeps two processes from building the same. The folder's name is its version stamp, so an upgrade builds
anew, and its manifest lists the size of every file, so a folder that lost something is built again.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.embedding.e5.tokenizer import write_vocabulary
from ingest.embedding.e5.torch_folder import write_sentence_transformer
from ingest.embedding.e5.weights import (
    GRAPH_FILE,
    WEIGHTS_FILE,
    PairWeights,
    package_file,
    package_version,
    read_shape,
    read_weights,
)
from ingest.errors import ConfigurationError, StorageFullError, UnavailableError

log = logging.getLogger(__name__)

_MODEL = "multilingual-e5-small"
_FORMAT = 1  # raise it whenever what is built changes
_PAIR_FORMAT = 2  # and this one where it is only the cross-encoder
_MANIFEST = "manifest.json"
_BUILDING = ".building-"
_LOCK_TIMEOUT_S = 300


def onnx_folder(store: Path) -> Path:
    """The folder with the 8-bit ONNX graph and the vocabulary, built if needed (seconds, 85 MB).

    Raises ConfigurationError where the model's package is missing or damaged, StorageFullError where the
    store cannot be written, and UnavailableError where another process holds its lock for too long.
    """
    return _prepare(store, "onnx-int8", _build_onnx)


def pair_folder(store: Path, weights: Callable[[], PairWeights], digest: str) -> Path:
    """The folder with the cross-encoder's graph, built if needed (seconds, 22 MB more).

    `weights` is called when they are needed, and `digest` names them. Raises as above, and
    ConfigurationError where a tensor is missing or has another size than the model's.
    """
    embedder, suffix = onnx_folder(store), f"-{_PAIR_FORMAT}-{digest}"
    return _prepare(store, "reader", lambda folder: _build_pair(embedder, weights(), folder), suffix)


def torch_folder(store: Path) -> Path:
    """The folder that sentence-transformers loads, built if needed (seconds, 490 MB); raises as above."""
    return _prepare(
        store, "torch", lambda folder: write_sentence_transformer(read_weights(package_file()), folder)
    )


def _build_onnx(folder: Path) -> None:
    from ingest.embedding.e5.graphs import write_embedder_graph  # loads onnx: half a second, needed once

    weights = read_weights(package_file())
    write_embedder_graph(weights, folder / GRAPH_FILE)
    write_vocabulary(weights.pieces, weights.shape.positions, folder)


def _build_pair(embedder: Path, weights: PairWeights, folder: Path) -> None:
    from ingest.embedding.e5.graphs import write_pair_graph  # as above

    try:
        write_pair_graph(embedder / GRAPH_FILE, read_shape(package_file()), weights, folder / GRAPH_FILE)
    except ValueError as cause:
        raise ConfigurationError(
            f"The reader's weights do not fit the model: {cause}; reinstall Concord."
        ) from cause
    try:
        os.link(embedder / WEIGHTS_FILE, folder / WEIGHTS_FILE)  # the same file, in memory once
    except OSError:
        shutil.copy(embedder / WEIGHTS_FILE, folder)  # a file system without links


def _prepare(store: Path, form: str, build: Callable[[Path], None], suffix: str = "") -> Path:
    folder = store / f"{_MODEL}-{form}-{package_version()}-{_FORMAT}{suffix}"
    if _is_whole(folder):
        return folder
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / f"{form}.lock", timeout=_LOCK_TIMEOUT_S):
            if not _is_whole(folder):  # another process may have built it while this one waited
                _rebuild(folder, f"{_MODEL}-{form}-", build)
    except Timeout as cause:
        raise UnavailableError(
            f"Another process is still preparing the model in {store}; try again later."
        ) from cause
    except OSError as cause:
        raise StorageFullError(
            f"The model cannot be written to {store}; free some space there or set another embedding folder."
        ) from cause
    return folder


def _rebuild(folder: Path, prefix: str, build: Callable[[Path], None]) -> None:
    log.info("Preparing the embedded model in %s", folder)
    store = folder.parent
    for old in [*store.glob(f"{prefix}*"), *store.glob(f"{_BUILDING}{prefix}*")]:
        shutil.rmtree(old, ignore_errors=True)  # earlier versions, and what a killed build left
    new = Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{prefix}", dir=store))
    try:
        build(new)
        (new / _MANIFEST).write_text(json.dumps(_file_sizes(new)), encoding="utf-8")
        new.replace(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _file_sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _is_whole(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / _MANIFEST).read_text(encoding="utf-8")) == _file_sizes(folder))
    except (OSError, ValueError):
        return False
