"""Chooses the embedder that the settings ask for."""

from __future__ import annotations

from collections.abc import Callable

from ingest.embedding.embedder import Embedder
from ingest.embedding.settings import EMBEDDED, EmbeddingSettings
from ingest.errors import FixTheSetting


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """The embedder of the configured model on the configured engine.

    Raises FixTheSetting where the model is unknown or does not run on that engine, FreeSomeSpace or TryAgain
    where the embedded model cannot be prepared.
    """
    embedded = settings.model == EMBEDDED
    engine = settings.engine
    if engine == "auto":
        engine = "onnx" if embedded else "torch"
    load = _ENGINES.get((embedded, engine))
    if load is None:
        raise FixTheSetting(
            f'The {engine} engine runs only the embedded model; set the embedding engine to "auto" '
            f"for {settings.model}."
        )
    return load(settings)


def _embedded_on_onnx(settings: EmbeddingSettings) -> Embedder:
    from ingest.embedding.onnx_embedder import OnnxEmbedder

    return OnnxEmbedder.from_store(settings.folder, settings.threads)


def _embedded_on_torch(settings: EmbeddingSettings) -> Embedder:
    from ingest.embedding.model_store import torch_folder
    from ingest.embedding.sentence_transformer_embedder import SentenceTransformerEmbedder

    folder = torch_folder(settings.folder)
    return SentenceTransformerEmbedder.from_folder(folder, settings.threads, identity=folder.name)


def _other_on_torch(settings: EmbeddingSettings) -> Embedder:
    from ingest.embedding.sentence_transformer_embedder import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder.from_name(settings.model, settings.threads)


_ENGINES: dict[tuple[bool, str], Callable[[EmbeddingSettings], Embedder]] = {
    (True, "onnx"): _embedded_on_onnx,
    (True, "torch"): _embedded_on_torch,
    (False, "torch"): _other_on_torch,
}
