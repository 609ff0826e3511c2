"""Runs the reader of pairs with onnxruntime, one pair at a time on each thread (see `onnx_pair_graph`)."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ingest.embedding.e5_package import Floats
from ingest.embedding.model_store import GRAPH_FILE
from ingest.embedding.onnx_session import Graph, available_cores
from ingest.embedding.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the heads say of a pair: of each token (tokens,) whether the answer begins and ends with it.

    `answer` is the score that the second text answers the first, `support` (3,) those that it supports,
    contradicts, or does neither to it.
    """

    starts: Floats
    ends: Floats
    answer: float
    support: Floats


class PairEncoder:
    """Reads pairs of texts together; safe to use from several threads."""

    def __init__(self, graph: Graph, vocabulary: Vocabulary, threads: int) -> None:
        self._graph = graph
        self._threads = threads
        self.vocabulary = vocabulary

    @classmethod
    def from_folder(cls, folder: Path, vocabulary: Vocabulary, threads: int) -> PairEncoder:
        """Load a prepared graph; `threads` 0 means one for each core.

        Raises ConfigurationError where it cannot be loaded.
        """
        return cls(Graph.from_file(folder / GRAPH_FILE), vocabulary, threads or available_cores())

    def scores(self, pairs: Sequence[Sequence[int]]) -> list[PairScores]:
        """The scores of each pair of texts, laid out as tokens with their marks, in order."""
        if len(pairs) == 1 or self._threads == 1:
            return [self._score(pair) for pair in pairs]
        # The longest first, so that no thread is left alone with one at the end.
        order = sorted(range(len(pairs)), key=lambda i: -len(pairs[i]))
        with ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(self._score, (pairs[i] for i in order)), strict=True))
        return [found[i] for i in range(len(pairs))]

    def _score(self, pair: Sequence[int]) -> PairScores:
        span, answer, support = self._graph.run(pair)
        return PairScores(span[0, :, 0], span[0, :, 1], float(answer[0, 0]), support[0])
