"""Runs the ONNX graphs, one text or pair at a time on each thread; the only file that knows onnxruntime.

A text is run alone, never padded into a batch: its vector or scores are then the same whatever it is run
with, memory stays flat, and on a CPU parallel single texts were measured no slower than batches.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.e5.store import onnx_folder
from ingest.embedding.e5.tokenizer import Vocabulary, read_vocabulary
from ingest.embedding.e5.torch_folder import PASSAGE_PROMPT, QUERY_PROMPT
from ingest.embedding.e5.weights import GRAPH_FILE, Floats
from ingest.embedding.embedder import FloatMatrix, FloatVector
from ingest.errors import ConfigurationError

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

_INPUT = "input_ids"
_ERRORS_ONLY = 3  # onnxruntime's log level


class OnnxSession:
    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self.width = int(session.get_outputs()[0].shape[-1])

    @classmethod
    def from_folder(cls, folder: Path) -> OnnxSession:
        """Open the folder's graph; raises ConfigurationError where it cannot be loaded."""
        import onnxruntime  # with the torch engine it is never needed

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # texts run side by side instead
        options.log_severity_level = _ERRORS_ONLY
        try:
            return cls(
                onnxruntime.InferenceSession(folder / GRAPH_FILE, options, providers=["CPUExecutionProvider"])
            )
        except RuntimeError as cause:  # the base of onnxruntime's errors
            raise ConfigurationError(
                f"The model in {folder} cannot be loaded; delete that folder."
            ) from cause

    def run(self, tokens: Sequence[int]) -> list[Floats]:
        """The outputs for these tokens, each (1, …)."""
        outputs: list[Floats] = self._session.run(None, {_INPUT: np.array([tokens], np.int64)})
        return outputs


class OnnxEmbedder:
    """multilingual-e5-small in 8-bit arithmetic; safe to use from several threads."""

    def __init__(self, session: OnnxSession, vocabulary: Vocabulary, *, identity: str, threads: int) -> None:
        self._session = session
        self.vocabulary = vocabulary
        self._threads = threads
        self.identity = identity
        self.dimensions = session.width

    @classmethod
    def from_store(cls, store: Path, threads: int) -> OnnxEmbedder:
        """Load from the store, which is filled first if needed; `threads` 0 means one for each core.

        Raises what `onnx_folder` raises, and ConfigurationError where the stored model cannot be loaded.
        """
        folder = onnx_folder(store)
        session = OnnxSession.from_folder(folder)
        return cls(
            session, read_vocabulary(folder), identity=folder.name, threads=threads or available_cores()
        )

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        if len(texts) == 1 or self._threads == 1:
            return np.stack([self._embed(PASSAGE_PROMPT + text) for text in texts])
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            return np.stack(list(pool.map(self._embed, (PASSAGE_PROMPT + text for text in texts))))

    def embed_query(self, text: str) -> FloatVector:
        return self._embed(QUERY_PROMPT + text)

    def _embed(self, text: str) -> FloatVector:
        vector: FloatVector = self._session.run(self.vocabulary.encode(text))[0][0]
        return vector


@dataclass(frozen=True, slots=True)
class PairScores:
    """The heads' outputs for a pair: of each token (tokens,) whether the answer begins and ends with it.

    `answer` is the score that the second text answers the first, `support` (3,) those that it supports,
    contradicts, or does neither to it.
    """

    starts: Floats
    ends: Floats
    answer: float
    support: Floats


class PairEncoder:
    """The cross-encoder; safe to use from several threads."""

    def __init__(self, session: OnnxSession, vocabulary: Vocabulary, threads: int) -> None:
        self._session = session
        self._threads = threads
        self.vocabulary = vocabulary

    @classmethod
    def from_folder(cls, folder: Path, vocabulary: Vocabulary, threads: int) -> PairEncoder:
        """Load a prepared graph; `threads` 0 means one for each core.

        Raises ConfigurationError where it cannot be loaded.
        """
        return cls(OnnxSession.from_folder(folder), vocabulary, threads or available_cores())

    def scores(self, pairs: Sequence[Sequence[int]]) -> list[PairScores]:
        """The scores of each pair of texts, laid out as tokens with their marks, in order."""
        if len(pairs) == 1 or self._threads == 1:
            return [self._score(pair) for pair in pairs]
        # The longest first, so that no thread is left alone with one at the end.
        order = sorted(range(len(pairs)), key=lambda i: -len(pairs[i]))
        with ThreadPoolExecutor(self._threads) as pool:
            scores = dict(zip(order, pool.map(self._score, (pairs[i] for i in order)), strict=True))
        return [scores[i] for i in range(len(pairs))]

    def _score(self, pair: Sequence[int]) -> PairScores:
        span, answer, support = self._session.run(pair)
        return PairScores(span[0, :, 0], span[0, :, 1], float(answer[0, 0]), support[0])


def available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
