"""The base that the reader is trained over: the embedded model in its prepared folders."""

from __future__ import annotations

from pathlib import Path

from ingest.embedding.e5.store import onnx_folder, torch_folder
from ingest.embedding.e5.tokenizer import Vocabulary, read_vocabulary
from ingest.settings import EmbeddingSettings


def base_folder() -> Path:
    """The folder with the base in torch's form, built if needed; raises as `torch_folder`."""
    return torch_folder(EmbeddingSettings().folder)


def base_vocabulary() -> Vocabulary:
    """The base's tokens, cut as the running reader cuts them; raises as `onnx_folder`."""
    return read_vocabulary(onnx_folder(EmbeddingSettings().folder))
