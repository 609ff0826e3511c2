"""The weights of the trained reader's signs, and the logistic function that makes a probability of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.qa_model.manifest import logistic

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
class Weights:
    """What each of the features is worth in log-odds; a sum of 0 is even odds."""

    bias: float
    answers: float
    share: float
    likeness: float


# Set by hand; `python -m eval.fitting` fits them.
WEIGHTS = Weights(bias=0.5, answers=0.7, share=0.8, likeness=0.3)


def features(signs: Signs) -> tuple[float, float, float]:
    """The signs in the order of the weights and on their scale, all but the share in log-odds, bounded."""
    bounded = max(-_MOST_ODDS, min(_MOST_ODDS, signs.answers))
    return bounded, math.log(max(_LEAST, min(1.0, signs.share))), _odds(signs.likeness)


def probability(signs: Signs, weights: Weights = WEIGHTS) -> float:
    """The probability that a candidate with these signs answers."""
    answers, share, likeness = features(signs)
    return logistic(
        weights.bias + weights.answers * answers + weights.share * share + weights.likeness * likeness
    )


def _odds(chance: float) -> float:
    kept = max(_LEAST, min(1 - _LEAST, chance))
    return math.log(kept / (1 - kept))
