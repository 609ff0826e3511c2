"""Judges support with the trained reader, which reads sentence and evidence together, and with the signs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.qa_model.manifest import logistic
from bot.qa_model.reading import PairReading
from bot.verification.support import Signs, Support

_LEAST = 1e-3
_MOST_ODDS = 8.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What the log-odds of the model and of the signs are worth; a sum of 0 is even odds."""

    bias: float
    read: float
    signs: float


# Set by hand: until `python -m eval.fitting.support` has fitted them, both are taken for equally good.
WEIGHTS = Weights(bias=0.0, read=0.5, signs=0.5)


@dataclass(frozen=True, slots=True)
class TrainedSupport:
    """Mixes the log-odds of the model and of a judge by signs."""

    model: PairReading
    signs: Support

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:
        """See `Support`."""
        by_signs = self.signs.probability(sentence, evidence, signs)
        return mixed(self.model.supports(sentence, evidence), by_signs)


def features(read: float, by_signs: float) -> tuple[float, float]:
    """The model's log-odds and those of the probability that the signs give, both bounded."""
    kept = max(_LEAST, min(1 - _LEAST, by_signs))
    return max(-_MOST_ODDS, min(_MOST_ODDS, read)), math.log(kept / (1 - kept))


def mixed(read: float, by_signs: float, weights: Weights = WEIGHTS) -> float:
    """The probability of support from the model's log-odds and the probability that the signs give."""
    model, signs = features(read, by_signs)
    return logistic(weights.bias + weights.read * model + weights.signs * signs)
