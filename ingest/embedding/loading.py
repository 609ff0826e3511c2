"""Chooses the embedder that the settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.embedding.embedder import Embedder
from ingest.embedding.settings import EMBEDDED, EmbeddingSettings
from ingest.errors import ConfigurationError

if TYPE_CHECKING:
    from ingest.embedding.onnx_pair_encoder import PairEncoder
    from ingest.embedding.pair_weights import PairWeights


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """The embedder of the configured model on the configured engine.

    Raises ConfigurationError where the model is unknown or does not run on that engine, StorageFullError or
    UnavailableError where the embedded model cannot be prepared.
    """
    embedded = settings.model == EMBEDDED
    engine = settings.engine
    if engine == "auto":
        engine = "onnx" if embedded else "torch"
    load = _ENGINES.get((embedded, engine))
    if load is None:
        raise ConfigurationError(
            f'The {engine} engine runs only the embedded model; set the embedding engine to "auto" '
            f"for {settings.model}."
        )
    return load(settings)


def load_pair_encoder(
    settings: EmbeddingSettings, embedder: Embedder, weights: Callable[[], PairWeights], digest: str
) -> PairEncoder:
    """The encoder of pairs with these weights; it shares what it can with the embedder.

    Raises what `pair_folder` raises, and ConfigurationError where the stored model cannot be loaded.
    """
    from ingest.embedding.model_store import pair_folder
    from ingest.embedding.onnx_embedder import OnnxEmbedder
    from ingest.embedding.onnx_pair_encoder import PairEncoder
    from ingest.embedding.vocabulary import read_vocabulary

    folder = pair_folder(settings.folder, weights, digest)
    known = embedder.vocabulary if isinstance(embedder, OnnxEmbedder) else read_vocabulary(folder)
    return PairEncoder.from_folder(folder, known, settings.threads)


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
