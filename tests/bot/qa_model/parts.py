"""A weights file that was never trained, and the model that reads with it."""

from __future__ import annotations

from pathlib import Path

from safetensors.numpy import save_file

from bot.qa_model.onnx_model import OnnxQAModel, load_model
from ingest.embedding.e5.store import onnx_folder
from ingest.embedding.e5.weights import package_digest
from ingest.embedding.loading import load_embedder
from ingest.settings import EmbeddingSettings
from tests.ingest.embedding.pair_parts import Tensors, untrained


def written(path: Path, tensors: Tensors | None = None, **header: str) -> Path:
    """The file at `path`, its header as it should be but for what `header` says."""
    save_file(tensors or untrained(), path, metadata={"format": "1", "base": package_digest()} | header)
    return path


def untrained_model(folder: Path) -> OnnxQAModel:
    """The model with untrained weights, prepared below `folder`."""
    settings = store_in(folder)
    return load_model(settings, load_embedder(settings), written(folder / "reader.safetensors"))


def store_in(folder: Path) -> EmbeddingSettings:
    """Settings with a store of their own in `folder`, which has the embedder that is there already."""
    embedder = onnx_folder(EmbeddingSettings().folder)
    (folder / embedder.name).symlink_to(embedder)
    return EmbeddingSettings(folder=folder, threads=2)
