"""Judges support with the trained reader, which reads sentence and evidence together, and with the signs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.reading.manifest import logistic
from bot.reading.reading import PairReading
from bot.verification.support import Signs, Support

# Set by hand: until they are fitted, the two are taken for equally good witnesses.
_BIAS, _READ, _SIGNS = 0.0, 0.5, 0.5
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class TrainedSupport:
    """Mixes the log-odds of the model and of a judge by signs."""

    model: PairReading
    signs: Support

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:
        """See `Support`."""
        by_signs = self.signs.probability(sentence, evidence, signs)
        return mixed(self.model.supports(sentence, evidence), by_signs)


def mixed(read: float, by_signs: float) -> float:
    """The probability of support from the model's log-odds and the probability that the signs give."""
    kept = max(_LEAST, min(1 - _LEAST, by_signs))
    return logistic(_BIAS + _READ * read + _SIGNS * math.log(kept / (1 - kept)))
