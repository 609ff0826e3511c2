"""Scores readings as SQuAD 2.0's and KorQuAD's scripts do, and what their probabilities are worth.

Sources: Rajpurkar, Jia and Liang, SQuAD 2.0 (ACL 2018) and its evaluation script; Lim et al., KorQuAD 1.0
(2019); Guo et al., On Calibration of Modern Neural Networks (ICML 2017), here with bins of equal size;
El-Yaniv and Wiener, On the Foundations of Noise-free Selective Classification (JMLR 2010), for risk at a
coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.models import Language
from eval.scorers.squad import normalised, overlap, parts_of

_BINS = 10

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Marked:
    """One reading: how sure it is that there is an answer, whether there is one, and how right its span is.

    `exact` and `f1` are those of the span, whatever the sureness; 0 where there is no answer.
    """

    sure: float
    is_answerable: bool
    exact: float
    f1: float


def marked(said: str, sure: float, answers: Sequence[str], language: Language) -> Marked:
    """The marks of the span `said` against the answers that people gave; of several the best."""
    if not answers:
        return Marked(sure, is_answerable=False, exact=0.0, f1=0.0)
    words = parts_of(said, language)
    whole = normalised(said, language)
    exact = max(float(whole == normalised(each, language)) for each in answers)
    return Marked(sure, True, exact, max(overlap(words, parts_of(each, language)) for each in answers))


def at_threshold(marks: Sequence[Marked], threshold: float) -> tuple[float, float]:
    """Mean exact match and F1 where what is less sure than `threshold` is left unanswered."""
    exact = [m.exact if m.sure >= threshold else float(not m.is_answerable) for m in marks]
    f1 = [m.f1 if m.sure >= threshold else float(not m.is_answerable) for m in marks]
    return float(np.mean(exact)), float(np.mean(f1))


def best_threshold(marks: Sequence[Marked]) -> tuple[float, float]:
    """The threshold with the highest mean F1, and that F1."""
    order = sorted(marks, key=lambda m: -m.sure)
    gains = np.cumsum([m.f1 - float(not m.is_answerable) for m in order])
    silent = sum(not m.is_answerable for m in marks)
    best = int(np.argmax(gains))
    if gains[best] <= 0:
        return 1.0, silent / len(marks)
    return order[best].sure, float(silent + gains[best]) / len(marks)


def area_under_curve(marks: Sequence[Marked]) -> float:
    """How often an answerable question is surer than another; equals count half. NaN without both kinds."""
    with_answer = np.sort([m.sure for m in marks if m.is_answerable])
    without = np.array([m.sure for m in marks if not m.is_answerable])
    if not len(with_answer) or not len(without):
        return float("nan")
    left = np.searchsorted(with_answer, without, side="left")
    right = np.searchsorted(with_answer, without, side="right")
    return float(1 - ((left + right) / 2 / len(with_answer)).mean())


def calibration_error(marks: Sequence[Marked]) -> float:
    """The mean distance of sureness and share of answerable questions, over ten bins of equal size."""
    order = sorted(marks, key=lambda m: m.sure)
    bins = [each for each in np.array_split(np.arange(len(order)), _BINS) if len(each)]
    distances = [
        abs(float(np.mean([order[i].sure - float(order[i].is_answerable) for i in each]))) * len(each)
        for each in bins
    ]
    return sum(distances) / len(order)


def risk_at(marks: Sequence[Marked], coverage: float) -> float:
    """1 less the mean F1 of the surest `coverage` of all; an answer to a question that has none scores 0."""
    order = sorted(marks, key=lambda m: -m.sure)
    answered = order[: max(1, round(coverage * len(order)))]
    return 1 - float(np.mean([m.f1 for m in answered]))
