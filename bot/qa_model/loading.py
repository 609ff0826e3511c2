"""Loads the trained reader that ships."""

from __future__ import annotations

from pathlib import Path

from bot.qa_model.model import TrainedModel
from bot.qa_model.weights_file import SHIPPED, WeightsFile
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_pair_encoder
from ingest.settings import EmbeddingSettings


def is_shipped() -> bool:
    """Whether the weights are there."""
    return SHIPPED.is_file()


def load_model(settings: EmbeddingSettings, embedder: Embedder, path: Path | None = None) -> TrainedModel:
    """The model of the weights at `path`, else of those that ship; it shares what it can with the embedder.

    Raises ConfigurationError where the weights are missing or do not fit, StorageFullError or
    UnavailableError where the model cannot be prepared.
    """
    file = WeightsFile.open(path or SHIPPED)
    return TrainedModel(load_pair_encoder(settings, embedder, file.tensors, file.digest), file.manifest)
