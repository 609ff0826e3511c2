"""The seam to what reads a question and a passage together, and what it finds there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.qa_model.manifest import logistic
from bot.qa_model.spans import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text to read; the answer is looked for from the character `start` on, behind title and headings."""

    words: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text for a question.

    `answers` is the calibrated log-odds that the text answers; `spans` are the pieces that may be the answer,
    best first, in characters of the text, and their shares of the probability that it is one of them.
    `margin` is the log-odds of the best span against none.
    """

    answers: float
    spans: tuple[Span, ...]
    margin: float

    @property
    def probability(self) -> float:
        """The probability, 0 to 1, that the text answers."""
        return logistic(self.answers)


class PairReading(Protocol):
    """Reads two texts together."""

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """What each of the texts says to the question."""

    def supports(self, statement: str, text: str) -> float:
        """The calibrated log-odds that the text supports the statement."""
