"""Scores answers as SQuAD 2.0 (Rajpurkar et al. 2018, arXiv:1806.03822) and KorQuAD 1.0 do."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_KOREAN_MARKS = str.maketrans(dict.fromkeys("'\"《》<>〈〉()‘’", " "))
_MARKS = str.maketrans("", "", string.punctuation)

Normal = Callable[[str], list[str]]


def english_words(text: str) -> list[str]:
    """SQuAD's normal form: lower case, without punctuation and articles."""
    return _ARTICLES.sub(" ", text.lower().translate(_MARKS)).split()


def korean_characters(text: str) -> list[str]:
    """KorQuAD's normal form: lower case, without punctuation and brackets, character by character."""
    words = text.translate(_KOREAN_MARKS).lower().translate(_MARKS).split()
    return [character for word in words for character in word]


def exact(said: str, golds: Sequence[str], normal: Normal) -> float:
    """1 where the answer is one of those that people gave; no answer is right where they gave none."""
    return max(float(normal(said) == normal(gold)) for gold in golds or ("",))


def overlap(said: str, golds: Sequence[str], normal: Normal) -> float:
    """The F1 of the answer's parts against the best of those that people gave."""
    return max(_f1(normal(said), normal(gold)) for gold in golds or ("",))


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive scores above a negative, ties by half; needs at least one of each."""
    above = np.sort(np.asarray(negative))
    scores = np.asarray(positive)
    below = np.searchsorted(above, scores, "left") + np.searchsorted(above, scores, "right")
    return float(below.mean() / 2 / len(above))


def best_threshold(
    scores: npt.NDArray[np.float64], answered: npt.NDArray[np.float64], nothing: npt.NDArray[np.float64]
) -> tuple[float, float]:
    """The score from which answering is best, and the mean value then.

    `answered` and `nothing` are what each question is worth with its answer given and withheld.
    """
    order = np.argsort(-scores, kind="stable")
    worth = (nothing.sum() + np.concatenate([[0.0], np.cumsum((answered - nothing)[order])])) / len(scores)
    best = int(worth.argmax())
    limits = np.concatenate([[np.inf], scores[order]])
    return float(limits[best]), float(worth[best])


def _f1(said: Sequence[str], gold: Sequence[str]) -> float:
    if not said or not gold:
        return float(said == gold)
    common = sum((Counter(said) & Counter(gold)).values())
    return 2 * common / (len(said) + len(gold))
