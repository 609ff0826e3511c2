"""The real models, loaded once; the embedded one is unpacked where every run and the program find it."""

from __future__ import annotations

import pytest

from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_embedder
from ingest.settings import EmbeddingSettings


@pytest.fixture(scope="session")
def onnx_embedder() -> Embedder:
    return load_embedder(EmbeddingSettings(threads=2))


@pytest.fixture(scope="session")
def torch_embedder() -> Embedder:
    return load_embedder(EmbeddingSettings(engine="torch", threads=2))
