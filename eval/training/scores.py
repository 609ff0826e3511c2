"""Scores predictions as SQuAD 2.0's and KorQuAD's scripts do, and what their probabilities are worth.

Sources: Rajpurkar, Jia and Liang, SQuAD 2.0 (ACL 2018) and its evaluation script; Lim et al., KorQuAD 1.0
(2019); Guo et al., On Calibration of Modern Neural Networks (ICML 2017), here with bins of equal size;
El-Yaniv and Wiener, On the Foundations of Noise-free Selective Classification (JMLR 2010), for risk at a
coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.models import Language
from eval.scorers.squad import normalise, token_f1, tokens

_BINS = 10


@dataclass(frozen=True, slots=True)
class Marked:
    """One prediction: how sure it is of an answer, whether there is one, and how right its span is.

    `exact` and `f1` are those of the span, however sure; 0 where there is no answer.
    """

    sure: float
    is_answerable: bool
    exact: float
    f1: float


def marked(span: str, sure: float, answers: Sequence[str], language: Language) -> Marked:
    """The span against the best of the answers that people gave."""
    if not answers:
        return Marked(sure, is_answerable=False, exact=0.0, f1=0.0)
    words, whole = tokens(span, language), normalise(span, language)
    exact = max(float(whole == normalise(answer, language)) for answer in answers)
    f1 = max(token_f1(words, tokens(answer, language)) for answer in answers)
    return Marked(sure, is_answerable=True, exact=exact, f1=f1)


def at_threshold(marks: Sequence[Marked], threshold: float) -> tuple[float, float]:
    """Mean exact match and F1 where what is less sure than `threshold` is left unanswered."""
    exact = [mark.exact if mark.sure >= threshold else float(not mark.is_answerable) for mark in marks]
    f1 = [mark.f1 if mark.sure >= threshold else float(not mark.is_answerable) for mark in marks]
    return float(np.mean(exact)), float(np.mean(f1))


def best_threshold(marks: Sequence[Marked]) -> tuple[float, float]:
    """The threshold with the highest mean F1, and that F1."""
    order = sorted(marks, key=lambda mark: -mark.sure)
    gains = np.cumsum([mark.f1 - float(not mark.is_answerable) for mark in order])
    unanswerable = sum(not mark.is_answerable for mark in marks)
    best = int(np.argmax(gains))
    if gains[best] <= 0:
        return 1.0, unanswerable / len(marks)
    return order[best].sure, float(unanswerable + gains[best]) / len(marks)


def area_under_curve(marks: Sequence[Marked]) -> float:
    """How often an answerable question is surer than another; equals count half. NaN without both kinds."""
    with_answer = np.sort([mark.sure for mark in marks if mark.is_answerable])
    without = np.array([mark.sure for mark in marks if not mark.is_answerable])
    if not len(with_answer) or not len(without):
        return float("nan")
    left = np.searchsorted(with_answer, without, side="left")
    right = np.searchsorted(with_answer, without, side="right")
    return float(1 - ((left + right) / 2 / len(with_answer)).mean())


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean distance of probability and share of true ones, over ten bins of equal size."""
    order = np.array(sorted(pairs, key=lambda pair: pair[0]), np.float64)
    bins = [each for each in np.array_split(order, _BINS) if len(each)]
    return float(sum(abs(np.mean(each[:, 0] - each[:, 1])) * len(each) for each in bins) / len(order))


def risk_at(marks: Sequence[Marked], coverage: float) -> float:
    """1 less the mean F1 of the surest `coverage` of all; an answer to a question that has none scores 0."""
    order = sorted(marks, key=lambda mark: -mark.sure)
    answered = order[: max(1, round(coverage * len(order)))]
    return 1 - float(np.mean([mark.f1 for mark in answered]))
