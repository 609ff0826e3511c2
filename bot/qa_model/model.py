"""The seam to extractive question answering: what reads a question and passages, and what it predicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.models import Passage
from ingest.chunking.layout import passage_text

_LARGEST_EXPONENT = 700.0  # exp() of a larger number overflows


@dataclass(frozen=True, slots=True)
class PassageText:
    """A text to read; the answer is looked for from the character `start` on, behind title and headings."""

    text: str
    start: int = 0

    @classmethod
    def of(cls, passage: Passage) -> PassageText:
        """The passage below its title and headings."""
        chunk = passage.chunk
        text = passage_text(passage.title, chunk.section, chunk.text)
        return cls(text, len(text) - len(chunk.text))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, in characters, and its share of the probability that one of the spans answers."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """For one passage: the calibrated log-odds that it answers, and the spans that may, best first."""

    answer_log_odds: float
    spans: tuple[Span, ...]

    @property
    def answer_probability(self) -> float:
        return logistic(self.answer_log_odds)


class QAModel(Protocol):
    """Extractive question answering; any number of threads may use it."""

    def predict(self, question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        """What each of the passages says to the question."""


def normalize_shares(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with shares that add up to 1, best first; of equal ones the surest is kept."""
    surest: dict[tuple[int, int], float] = {}
    for span in spans:
        place = (span.start, span.end)
        surest[place] = max(surest.get(place, 0.0), span.share)
    total = sum(surest.values()) or 1.0
    kept = [Span(*place, share / total) for place, share in surest.items()]
    return tuple(sorted(kept, key=lambda span: (-span.share, span.start, span.end)))


def logistic(log_odds: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + math.exp(min(_LARGEST_EXPONENT, -log_odds)))
