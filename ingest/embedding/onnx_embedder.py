"""Runs the embedded model with onnxruntime, one text at a time on each thread.

A text is run alone, never padded into a batch: its vector is then the same whatever it is embedded with,
memory stays flat, and on a CPU parallel single texts were measured faster than batches.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.embedder import FloatMatrix, FloatVector
from ingest.embedding.model_store import GRAPH_FILE, onnx_folder
from ingest.embedding.sentence_transformer_folder import PASSAGE_PROMPT, QUERY_PROMPT
from ingest.embedding.vocabulary import Vocabulary, read_vocabulary
from ingest.errors import FixTheSetting

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

_ERRORS_ONLY = 3  # onnxruntime's log level


class OnnxEmbedder:
    """multilingual-e5-small in 8-bit arithmetic; safe to use from several threads."""

    def __init__(
        self, session: onnxruntime.InferenceSession, vocabulary: Vocabulary, *, identity: str, threads: int
    ) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._threads = threads
        self.identity = identity
        self.dimensions = int(session.get_outputs()[0].shape[1])

    @classmethod
    def from_store(cls, store: Path, threads: int) -> OnnxEmbedder:
        """Load from the store, which is filled first if needed; `threads` 0 means one for each core.

        Raises what `onnx_folder` raises, and FixTheSetting where the stored model cannot be loaded.
        """
        folder = onnx_folder(store)
        session = _session(folder)
        vocabulary = read_vocabulary(folder)
        return cls(session, vocabulary, identity=folder.name, threads=threads or available_cores())

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
        tokens = np.array([self._vocabulary.encode(text)], np.int64)
        vector: FloatVector = self._session.run(None, {"input_ids": tokens})[0][0]
        return vector


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _session(folder: Path) -> onnxruntime.InferenceSession:
    import onnxruntime  # only who embeds pays for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts run side by side instead
    options.log_severity_level = _ERRORS_ONLY
    try:
        return onnxruntime.InferenceSession(folder / GRAPH_FILE, options, providers=["CPUExecutionProvider"])
    except RuntimeError as cause:  # the base of onnxruntime's errors
        raise FixTheSetting(f"The model in {folder} cannot be loaded; delete that folder.") from cause
