"""The extractive QA model on onnxruntime: texts to windows of tokens, and scores back to characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

import numpy as np

from bot.qa_model.model import PassageText, Prediction, Span, logistic, normalize_shares
from bot.qa_model.weights import SHIPPED, Manifest, WeightsFile
from bot.qa_model.windows import Layout, TokenSpan, Window, decode_spans
from ingest.embedding.e5.inference import PairEncoder, PairScores
from ingest.embedding.e5.tokenizer import TokenSpans
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_pair_encoder
from ingest.settings import EmbeddingSettings


def is_shipped() -> bool:
    """Whether the weights are there."""
    return SHIPPED.is_file()


def load_model(settings: EmbeddingSettings, embedder: Embedder, path: Path | None = None) -> OnnxQAModel:
    """The model of the weights at `path`, else of those that ship; it shares what it can with the embedder.

    Raises ConfigurationError where the weights are missing or do not fit, StorageFullError or
    UnavailableError where the model cannot be prepared.
    """
    file = WeightsFile.open(path or SHIPPED)
    return OnnxQAModel(load_pair_encoder(settings, embedder, file.tensors, file.digest), file.manifest)


@dataclass(frozen=True, slots=True)
class OnnxQAModel:
    """See `QAModel`."""

    encoder: PairEncoder
    manifest: Manifest

    def predict(self, question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        """See `QAModel`; the windows of all passages are read side by side."""
        first = self._tokens(self.manifest.question_prefix + question).numbers
        tokens = [self._tokens(passage.text) for passage in passages]
        windows = [self._layout.windows(first, each.numbers) for each in tokens]
        scores = iter(self.encoder.scores([window.tokens for each in windows for window in each]))
        return [
            self._prediction(passage, spans, [(window, next(scores)) for window in of_passage])
            for passage, spans, of_passage in zip(passages, tokens, windows, strict=True)
        ]

    def supports(self, statement: str, text: str) -> float:
        """The calibrated log-odds that the text supports the statement; the best window of a long one."""
        first = self._tokens(self.manifest.statement_prefix + statement).numbers
        pairs = [window.tokens for window in self._layout.windows(first, self._tokens(text).numbers)]
        return max(self.manifest.support_log_odds(scores.support) for scores in self.encoder.scores(pairs))

    @property
    def _layout(self) -> Layout:
        vocabulary = self.encoder.vocabulary
        return Layout(vocabulary.begin, vocabulary.end, self.manifest.max_tokens)

    def _tokens(self, text: str) -> TokenSpans:
        return self.encoder.vocabulary.tokenizer.place(text)

    def _prediction(
        self, passage: PassageText, tokens: TokenSpans, windows: Sequence[tuple[Window, PairScores]]
    ) -> Prediction:
        spans = [span for window, scores in windows for span in _spans(passage, tokens, window, scores)]
        answers = max(self.manifest.answer_log_odds(scores.answer) for _, scores in windows)
        return Prediction(answers, normalize_shares(spans))


def _spans(passage: PassageText, tokens: TokenSpans, window: Window, scores: PairScores) -> Iterator[Span]:
    """The spans of a window in characters, with its own answer score in their weight."""
    sure = logistic(scores.answer)
    for span in _token_spans(passage, tokens, window, scores):
        start, end = tokens.starts[window.begin + span.first], tokens.ends[window.begin + span.last]
        if end > start:
            yield Span(start, end, sure * exp(span.score))


def _token_spans(
    passage: PassageText, tokens: TokenSpans, window: Window, scores: PairScores
) -> tuple[TokenSpan, ...]:
    """The spans of a window in tokens, none of them in title and headings."""
    own = slice(window.at, len(window.tokens) - 1)
    places = np.array(tokens.starts[window.begin : window.begin + own.stop - own.start])
    starts, ends = (
        np.where(places >= passage.start, each[own], np.float32(-np.inf))
        for each in (scores.starts, scores.ends)
    )
    nothing = float(scores.starts[0]), float(scores.ends[0])
    return decode_spans(starts, ends, nothing=nothing).spans
