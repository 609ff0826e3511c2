"""Runs the embedded model with onnxruntime, one text at a time on each thread.

A text is run alone, never padded into a batch: its vector is then the same whatever it is embedded with,
memory stays flat, and on a CPU parallel single texts were measured faster than batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from ingest.embedding.embedder import FloatMatrix, FloatVector
from ingest.embedding.model_store import GRAPH_FILE, onnx_folder
from ingest.embedding.onnx_session import Graph, available_cores
from ingest.embedding.sentence_transformer_folder import PASSAGE_PROMPT, QUERY_PROMPT
from ingest.embedding.vocabulary import Vocabulary, read_vocabulary


class OnnxEmbedder:
    """multilingual-e5-small in 8-bit arithmetic; safe to use from several threads."""

    def __init__(self, graph: Graph, vocabulary: Vocabulary, *, identity: str, threads: int) -> None:
        self._graph = graph
        self.vocabulary = vocabulary
        self._threads = threads
        self.identity = identity
        self.dimensions = graph.width

    @classmethod
    def from_store(cls, store: Path, threads: int) -> OnnxEmbedder:
        """Load from the store, which is filled first if needed; `threads` 0 means one for each core.

        Raises what `onnx_folder` raises, and ConfigurationError where the stored model cannot be loaded.
        """
        folder = onnx_folder(store)
        graph = Graph.from_file(folder / GRAPH_FILE)
        vocabulary = read_vocabulary(folder)
        return cls(graph, vocabulary, identity=folder.name, threads=threads or available_cores())

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Embedder`."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        if len(texts) == 1 or self._threads == 1:
            return np.stack([self._embed(PASSAGE_PROMPT + text) for text in texts])
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            return np.stack(list(pool.map(self._embed, (PASSAGE_PROMPT + text for text in texts))))

    def embed_query(self, text: str) -> FloatVector:
        """See `Embedder`."""
        return self._embed(QUERY_PROMPT + text)

    def _embed(self, text: str) -> FloatVector:
        vector: FloatVector = self._graph.run(self.vocabulary.encode(text))[0][0]
        return vector
