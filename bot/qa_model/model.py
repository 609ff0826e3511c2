"""Reads with the trained model: texts to windows of tokens, and scores back to characters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.qa_model.layout import Layout, Window
from bot.qa_model.manifest import Manifest
from bot.qa_model.reading import Reading, Text
from bot.qa_model.spans import Decoded, Span, decoded, shared_out
from ingest.embedding.e5.inference import PairEncoder, PairScores
from ingest.embedding.e5.tokenizer import TokenSpans
from ingest.embedding.e5.weights import Floats


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """The encoder of pairs and what its weights say of themselves; any number of threads may use it."""

    encoder: PairEncoder
    manifest: Manifest

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """See `PairReading`; the windows of all texts are read side by side."""
        first = self._tokens(self.manifest.question_prefix + question)
        placed = [self.encoder.vocabulary.tokenizer.place(text.words) for text in texts]
        windows = [self._layout.windows(first, each.numbers) for each in placed]
        scores = iter(self.encoder.scores([each.tokens for some in windows for each in some]))
        return [
            self._reading(text, place, [(window, next(scores)) for window in some])
            for text, place, some in zip(texts, placed, windows, strict=True)
        ]

    def supports(self, statement: str, text: str) -> float:
        """See `PairReading`; of a long text the window that supports most counts."""
        first = self._tokens(self.manifest.statement_prefix + statement)
        second = self.encoder.vocabulary.tokenizer.place(text).numbers
        pairs = [each.tokens for each in self._layout.windows(first, second)]
        return max(self.manifest.support_odds(each.support) for each in self.encoder.scores(pairs))

    @property
    def _layout(self) -> Layout:
        vocabulary = self.encoder.vocabulary
        return Layout(vocabulary.begin, vocabulary.end, self.manifest.max_tokens)

    def _tokens(self, text: str) -> Sequence[int]:
        return self.encoder.vocabulary.tokenizer.place(text).numbers

    def _reading(self, text: Text, placed: TokenSpans, read: Sequence[tuple[Window, PairScores]]) -> Reading:
        found = [(window, scores, _decoded(text, placed, window, scores)) for window, scores in read]
        spans = shared_out([span for each in found for span in _characters(placed, *each)])
        margins = [each.spans[0].score - each.nothing for _, _, each in found if each.spans]
        answers = max(self.manifest.answer_odds(scores.answer) for _, scores in read)
        return Reading(answers, spans, max(margins, default=-math.inf))


def _decoded(text: Text, placed: TokenSpans, window: Window, scores: PairScores) -> Decoded:
    tokens = slice(window.at, len(window.tokens) - 1)
    count = len(window.tokens) - 1 - window.at
    places = np.array(placed.starts[window.begin : window.begin + count])
    allowed = places >= text.start
    return decoded(
        _only(scores.starts[tokens], allowed),
        _only(scores.ends[tokens], allowed),
        nothing=(float(scores.starts[0]), float(scores.ends[0])),
    )


def _only(scores: Floats, allowed: np.typing.NDArray[np.bool_]) -> Floats:
    return np.where(allowed, scores, np.float32(-np.inf))


def _characters(placed: TokenSpans, window: Window, scores: PairScores, found: Decoded) -> Iterator[Span]:
    """The spans of a window in characters, with its own answer score in their weight."""
    sure = 1 / (1 + math.exp(-scores.answer))
    for each in found.spans:
        first, last = window.begin + each.first, window.begin + each.last
        start, end = placed.starts[first], placed.ends[last]
        if end > start:
            yield Span(start, end, sure * math.exp(each.score))
