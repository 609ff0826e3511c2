"""Pairs of texts as windows of tokens, and the spans in a window's scores (Devlin et al. 2018, section 4.3).

A pair is laid out as in XLM-RoBERTa, `<s> first </s></s> second </s>`; a long second text is read in windows
that overlap. A span's score is the sum of the log probabilities that it begins and ends where it does,
start ≤ end, over the second text's tokens and the pair's first token, which stands for "not here".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ingest.embedding.e5.weights import Floats

# The longest first text, what two neighbouring windows share, and the longest answer; as in training.
FIRST_TOKENS = 80
OVERLAP_TOKENS = 128
MAX_SPAN_TOKENS = 48
_BEST = 20


@dataclass(frozen=True, slots=True)
class Window:
    """A pair as tokens: from `at` to the last mark stand the second text's, from its token `begin` on."""

    tokens: tuple[int, ...]
    at: int
    begin: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The marks before and after a text, and the most tokens of a pair, marks and all."""

    begin: int
    end: int
    max_tokens: int

    def windows(self, first: Sequence[int], second: Sequence[int]) -> list[Window]:
        """The second text beside the first, in as many windows as it takes; at least one."""
        head = (self.begin, *first[:FIRST_TOKENS], self.end, self.end)
        room = self.max_tokens - len(head) - 1
        last = max(1, len(second) - OVERLAP_TOKENS)
        return [
            Window((*head, *second[start : start + room], self.end), len(head), start)
            for start in range(0, last, room - OVERLAP_TOKENS)
        ]


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """The first and the last token of a span, and its log probability."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class DecodedSpans:
    """The best spans of a text, best first, and the log probability that the answer is not in it."""

    spans: tuple[TokenSpan, ...]
    nothing: float


def decode_spans(
    starts: Floats, ends: Floats, *, nothing: tuple[float, float], best: int = _BEST
) -> DecodedSpans:
    """The best spans of a text with these scores (tokens,) of its tokens; -inf where none may begin or end.

    `nothing` are the two scores of the pair's first token.
    """
    start_logs, end_logs = _log_softmax(starts, nothing[0]), _log_softmax(ends, nothing[1])
    padded = np.concatenate([end_logs[1:], np.full(MAX_SPAN_TOKENS, -np.inf, np.float32)])
    # (tokens, MAX_SPAN_TOKENS): row i has the scores of the spans that begin at token i, by length.
    scores = (start_logs[1:, None] + sliding_window_view(padded, MAX_SPAN_TOKENS)[:-1]).reshape(-1)
    kept = np.argpartition(-scores, best)[:best] if len(scores) else ()
    spans = (_span(int(place), float(scores[place])) for place in kept if np.isfinite(scores[place]))
    ranked = sorted(spans, key=lambda span: (-span.score, span.first, span.last))
    return DecodedSpans(tuple(ranked), float(start_logs[0] + end_logs[0]))


def _span(place: int, score: float) -> TokenSpan:
    first, further = divmod(place, MAX_SPAN_TOKENS)
    return TokenSpan(first, first + further, score)


def _log_softmax(scores: Floats, nothing: float) -> Floats:
    """Log probabilities of the first token and the text's."""
    whole = np.concatenate([[np.float32(nothing)], scores])
    shifted = whole - whole.max()
    logs: Floats = shifted - np.log(np.exp(shifted).sum())
    return logs
