"""The weights of the similarity reader and the logistic function that makes a probability of them."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate for one part of a question; all between 0 and 1.

    `meaning` is the cosine similarity of the part and the candidate, stretched from the range in which the
    embedded model's similarities lie; `inside`, `before` and `around` are coverages of the part's words (see
    `overlap.py`); `kind` says whether the wanted kinds of fact occur; `names` is the share of the question's
    names and figures that the passage knows; `retrieval` is the passage's retrieval score over the best one's;
    `list_wanted` is 1 for a whole list where the question asks for one.
    """

    meaning: float
    inside: float
    before: float
    around: float
    kind: float
    names: float
    retrieval: float
    list_wanted: float


def stretched(cosine: float) -> float:
    """A cosine similarity of multilingual-e5, which hardly leaves 0.7 to 0.95, as a number from 0 to 1."""
    return min(1.0, max(0.0, (cosine - 0.7) / 0.25))


def probability(features: Features, *, across_languages: bool) -> float:
    """The probability that the candidate answers; across languages hardly any words can be shared."""
    bias, *weights = _ACROSS if across_languages else _WITHIN
    total = bias + sum(w * f for w, f in zip(weights, astuple(features), strict=True))
    return 1 / (1 + math.exp(-total))


# In the order of the fields of Features, after the bias. The weights of meaning, of the words inside, of the kind
# and of the names are those of a logistic regression on which sentence of a paragraph answers, rounded: half of
# 700 questions of SQuAD 1.1's training set and 700 made unanswerable from it. It gave the rest little or nothing,
# so theirs are small and set by hand, and so is the preference for a list where one is asked for.
_WITHIN = (-11.2, 8.0, 4.5, 0.5, 0.5, 1.8, 2.0, 0.3, 1.5)
# No such data crosses languages: meaning stands in for the words, names and figures are shared all the same.
_ACROSS = (-10.6, 11.0, 1.5, 0.3, 0.3, 1.6, 1.0, 0.3, 1.0)
