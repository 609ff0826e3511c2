"""Chooses the embedder that the settings ask for."""

from __future__ import annotations

from collections.abc import Callable

from ingest.embedding.e5.inference import OnnxEmbedder, PairEncoder
from ingest.embedding.e5.store import pair_folder, torch_folder
from ingest.embedding.e5.tokenizer import read_vocabulary
from ingest.embedding.e5.weights import PairWeights
from ingest.embedding.embedder import Embedder
from ingest.embedding.sentence_transformer import SentenceTransformerEmbedder
from ingest.errors import ConfigurationError
from ingest.settings import EMBEDDED, EmbeddingSettings


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """The embedder of the configured model on the configured engine.

    Raises ConfigurationError where the model is unknown or does not run on that engine, StorageFullError or
    UnavailableError where the embedded model cannot be prepared.
    """
    is_embedded = settings.model == EMBEDDED
    engine = settings.engine
    if engine == "auto":
        engine = "onnx" if is_embedded else "torch"
    if engine == "torch" and is_embedded:
        folder = torch_folder(settings.folder)
        return SentenceTransformerEmbedder.from_folder(folder, settings.threads, identity=folder.name)
    if engine == "torch":
        return SentenceTransformerEmbedder.from_name(settings.model, settings.threads)
    if is_embedded:
        return OnnxEmbedder.from_store(settings.folder, settings.threads)
    raise ConfigurationError(
        f'The {engine} engine runs only the embedded model; set the embedding engine to "auto" '
        f"for {settings.model}."
    )


def load_pair_encoder(
    settings: EmbeddingSettings, embedder: Embedder, weights: Callable[[], PairWeights], digest: str
) -> PairEncoder:
    """The cross-encoder with these weights; it shares what it can with the embedder.

    Raises what `pair_folder` raises, and ConfigurationError where the stored model cannot be loaded.
    """
    folder = pair_folder(settings.folder, weights, digest)
    vocabulary = embedder.vocabulary if isinstance(embedder, OnnxEmbedder) else read_vocabulary(folder)
    return PairEncoder.from_folder(folder, vocabulary, settings.threads)
