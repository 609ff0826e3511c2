"""The weights of the similarity reader and the logistic function that makes a probability of them."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate for one part of a question; all between 0 and 1.

    `meaning` is the cosine similarity of the part and the candidate, stretched from the range in which the
    embedded model's similarities lie; `inside`, `before` and `around` are coverages of the part's words (see
    `overlap.py`); `kind` says whether the wanted kinds of fact occur; `retrieval` is the passage's retrieval
    score over the best one's.
    """

    meaning: float
    inside: float
    before: float
    around: float
    kind: float
    retrieval: float


def stretched(cosine: float) -> float:
    """A cosine similarity of multilingual-e5, which hardly leaves 0.7 to 0.95, as a number from 0 to 1."""
    return min(1.0, max(0.0, (cosine - 0.7) / 0.25))


def probability(features: Features, *, across_languages: bool) -> float:
    """The probability that the candidate answers; across languages hardly any words can be shared."""
    bias, *weights = _ACROSS if across_languages else _WITHIN
    total = bias + sum(w * f for w, f in zip(weights, astuple(features), strict=True))
    return 1 / (1 + math.exp(-total))


# In the order of the fields of Features, after the bias. The weights of meaning and of the words inside are those
# of a logistic regression on which sentence of a paragraph answers (half of 700 questions of SQuAD 1.1's training
# set with 700 made unanswerable); it gave the other features little, so theirs are small and set by hand.
_WITHIN = (-8.6, 8.6, 4.4, 0.7, 0.7, 0.8, 0.4)
# No such data crosses languages: meaning stands in for the words, names and figures are shared all the same.
_ACROSS = (-9.0, 11.0, 2.0, 0.3, 0.3, 0.8, 0.6)
