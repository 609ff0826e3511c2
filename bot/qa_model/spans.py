"""Finds in the scores of tokens the spans that may be the answer (Devlin et al. 2018, section 4.3).

A span's score is the sum of the log probabilities that it begins and ends where it does, start ≤ end, over
the text's tokens and the first token of the pair, which stands for "not here".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ingest.embedding.e5.weights import Floats

# The longest answer, in tokens, as in training.
MAX_TOKENS = 48
_BEST = 20


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """The first and the last token of a span, and its log probability."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best spans of a text, best first, and the log probability that the answer is not in it."""

    spans: tuple[TokenSpan, ...]
    nothing: float


def decoded(starts: Floats, ends: Floats, *, nothing: tuple[float, float], best: int = _BEST) -> Decoded:
    """The best spans of a text with these scores (tokens,) of its tokens; -inf where none may begin or end.

    `nothing` are the two scores of the pair's first token.
    """
    start_logs, end_logs = _logs(starts, nothing[0]), _logs(ends, nothing[1])
    absent = float(start_logs[0] + end_logs[0])
    wide = np.concatenate([end_logs[1:], np.full(MAX_TOKENS, -np.inf, np.float32)])
    both = start_logs[1:, None] + sliding_window_view(wide, MAX_TOKENS)[:-1]
    flat = both.reshape(-1)
    kept = np.argpartition(-flat, best)[:best] if len(flat) else ()
    found = (_span(int(place), float(flat[place])) for place in kept if np.isfinite(flat[place]))
    return Decoded(tuple(sorted(found, key=lambda each: (-each.score, each.first, each.last))), absent)


def _span(place: int, score: float) -> TokenSpan:
    first, further = divmod(place, MAX_TOKENS)
    return TokenSpan(first, first + further, score)


def _logs(scores: Floats, nothing: float) -> Floats:
    """Log probabilities of the first token and the text's."""
    whole = np.concatenate([[np.float32(nothing)], scores])
    shifted = whole - whole.max()
    logs: Floats = shifted - np.log(np.exp(shifted).sum())
    return logs


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, in characters, and which share of all that may be the answer it has."""

    start: int
    end: int
    share: float


def shared_out(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with shares that add up to 1, best first; of equal ones the surest is kept."""
    surest: dict[tuple[int, int], float] = {}
    for each in spans:
        place = (each.start, each.end)
        surest[place] = max(surest.get(place, 0.0), each.share)
    total = sum(surest.values()) or 1.0
    kept = [Span(*place, share / total) for place, share in surest.items()]
    return tuple(sorted(kept, key=lambda each: (-each.share, each.start, each.end)))
