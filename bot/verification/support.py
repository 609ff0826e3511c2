"""The seam to what judges whether evidence supports a sentence, and a judge by shared words and meaning."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a sentence and its evidence before anyone reads them.

    `coverage` is the share, 0 to 1, of the sentence's words (but for names and figures, which stand) that
    the evidence says, and `unsaid` the weight of the others: 0.3 for a general word, 1 for another.
    `nearness` is the cosine similarity of the two; `margin` how far that is above the other units' mean;
    `across` says that they are in two languages.
    """

    coverage: float
    unsaid: float
    nearness: float
    margin: float
    across: bool


class Support(Protocol):
    """Judges whether evidence supports a sentence."""

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:
        """The probability, 0 to 1, that `evidence` says what `sentence` says."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """The weights of a logistic function of the signs, and the usual nearness and margin."""

    bias: float
    coverage: float
    unsaid: float
    nearness: float
    margin: float
    usual_nearness: float
    usual_margin: float


# Set by hand on the development half of the planted sentences: words decide, and likeness of meaning
# outweighs one word that is said in another way. Similarities across languages are lower and tell less.
_WITHIN = _Weights(2.05, 1.0, -1.5, 25.0, 15.0, 0.92, 0.04)
_ACROSS = _Weights(2.0, 1.0, -1.1, 12.0, 15.0, 0.82, 0.03)
_USUAL_COVERAGE = 0.7


@dataclass(frozen=True, slots=True)
class SignsSupport:
    """Weighs the signs alone: shared words first, similarity of meaning for what is said in other words."""

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:  # noqa: ARG002 - for readers
        """See `Support`."""
        weights = _ACROSS if signs.across else _WITHIN
        total = (
            weights.bias
            + weights.coverage * (signs.coverage - _USUAL_COVERAGE)
            + weights.unsaid * signs.unsaid
            + weights.nearness * (signs.nearness - weights.usual_nearness)
            + weights.margin * (signs.margin - weights.usual_margin)
        )
        return 1 / (1 + math.exp(-total))
