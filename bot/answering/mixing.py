"""The weights of the trained reader's signs, and the logistic function that makes a probability of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.reading.manifest import logistic

# A share or probability nearer to 0 or 1 than this tells no more.
_LEAST = 0.01
_MOST_ODDS = 6.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a candidate for one part of a question.

    `answers` are the calibrated log-odds that its passage answers; `share` is the candidate's of all that may
    be the answer there, 0 to 1; `likeness` is the probability that the similarity reader gives it.
    """

    answers: float
    share: float
    likeness: float


@dataclass(frozen=True, slots=True)
class _Weights:
    bias: float
    answers: float
    share: float
    likeness: float


_WEIGHTS = _Weights(bias=0.5, answers=0.7, share=0.8, likeness=0.3)


def probability(signs: Signs) -> float:
    """The probability that a candidate with these signs answers."""
    return logistic(
        _WEIGHTS.bias
        + _WEIGHTS.answers * max(-_MOST_ODDS, min(_MOST_ODDS, signs.answers))
        + _WEIGHTS.share * math.log(max(_LEAST, signs.share))
        + _WEIGHTS.likeness * _odds(signs.likeness)
    )


def _odds(chance: float) -> float:
    kept = max(_LEAST, min(1 - _LEAST, chance))
    return math.log(kept / (1 - kept))
