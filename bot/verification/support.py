"""The seam to what judges whether evidence supports a sentence, and a judge by shared words and meaning."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a sentence and its evidence before anyone reads them.

    `coverage` is the share of the sentence's words that the evidence says, 0 to 1; `lost` the heaviest run of
    words that it does not say; `unsaid` their number; `nearness` the cosine similarity of the two; `margin`
    how far that is above the other units' mean; `across` says that they are in two languages.
    """

    coverage: float
    lost: float
    unsaid: int
    nearness: float
    margin: float
    across: bool


class Support(Protocol):
    """Judges whether evidence supports a sentence."""

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:
        """The probability, 0 to 1, that `evidence` says what `sentence` says."""


@dataclass(frozen=True, slots=True)
class SignsSupport:
    """Weighs the signs alone: shared words first, similarity of meaning for what is said in other words."""

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:  # noqa: ARG002 - for readers
        """See `Support`."""
        total = -6.0 + 8.0 * signs.coverage + 20.0 * (signs.nearness - 0.86) - 0.5 * max(0.0, signs.lost - 1)
        return 1 / (1 + math.exp(-total))
