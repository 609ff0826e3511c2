"""The base model and the parts of ingestion that training uses, as `eval` imports only `bot`."""

from __future__ import annotations

from pathlib import Path

from bot.qa_model.weights import Manifest
from ingest.chunking.sentences import sentence_spans
from ingest.embedding.e5.graphs import quantize
from ingest.embedding.e5.store import onnx_folder, torch_folder
from ingest.embedding.e5.tokenizer import TokenSpans, Vocabulary, read_vocabulary
from ingest.embedding.e5.weights import package_digest
from ingest.errors import ConcordError
from ingest.index.keywords import KeywordIndex
from ingest.settings import EmbeddingSettings

__all__ = [
    "ConcordError",
    "KeywordIndex",
    "TokenSpans",
    "Vocabulary",
    "base_folder",
    "base_vocabulary",
    "quantize",
    "sentence_spans",
    "uncalibrated_manifest",
]


def base_folder() -> Path:
    """The folder with the base in torch's form, built if needed; raises as `torch_folder`."""
    return torch_folder(EmbeddingSettings().folder)


def base_vocabulary() -> Vocabulary:
    """The tokenizer of the base and of the model in use; raises as `onnx_folder`."""
    return read_vocabulary(onnx_folder(EmbeddingSettings().folder))


def uncalibrated_manifest() -> Manifest:
    """Of weights over the installed base; raises ConfigurationError without the base's package."""
    return Manifest(format="1", base=package_digest())
