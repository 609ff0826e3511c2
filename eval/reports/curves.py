"""What confidence is worth: how often answers of a confidence are right, and what refusing more would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import SEED
from eval.analysis.statistics.interval import Estimate, share
from eval.analysis.statistics.sample import Sample
from eval.reports.outcomes import Outcome, outcomes_of
from eval.runner.result import Kind
from eval.scorers.clusters import cluster_of

_BINS = 5
_DRAWN = 1_000


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: the mean of it, and the share of them that is right."""

    confidence: float
    right: Estimate


@dataclass(frozen=True, slots=True)
class Step:
    """With all less sure than `threshold` refused: the share answered, and of these the share right."""

    threshold: float
    answered: float
    right: float


def calibration(run: JudgedRun) -> list[Bin]:
    """The answers in at most five bins of like size, the least sure first; none without confidences."""
    answers = _by_confidence(run)
    size = max(1, -(-len(answers) // _BINS))
    return [_bin(answers[start : start + size]) for start in range(0, len(answers), size)]


def calibration_error(run: JudgedRun) -> float:
    """The mean distance of confidence and share right over the bins of `calibration`; NaN without answers.

    Guo et al., On Calibration of Modern Neural Networks (ICML 2017), here with bins of like size.
    """
    bins = calibration(run)
    answers = sum(each.right.n for each in bins)
    distances = [each.right.n * abs(each.confidence - each.right.value) for each in bins]
    return sum(distances) / answers if answers else float("nan")


def error_by_chance(run: JudgedRun) -> float:
    """The calibration error that so few answers show on average even where every confidence comes true."""
    sure = np.array([confidence for confidence, _ in _by_confidence(run)])
    if not sure.size:
        return float("nan")
    drawn = np.random.default_rng(SEED).random((_DRAWN, sure.size)) < sure
    size = max(1, -(-sure.size // _BINS))
    starts = range(0, sure.size, size)
    distances = [np.abs((drawn - sure)[:, start : start + size].sum(axis=1)) for start in starts]
    return float(np.sum(distances, axis=0).mean() / sure.size)


def refusal_curve(run: JudgedRun) -> list[Step]:
    """A step for each confidence that an answer has, from answering all of them to answering the surest.

    `answered` is a share of all scored results, refusals among them (El-Yaniv and Wiener, Journal of Machine
    Learning Research 11, 2010: the risk and the coverage of a selective classifier).
    """
    answers = _by_confidence(run)
    scored = sum(each.is_scored for each in outcomes_of(run))
    right = sum(each.is_right for _, each in answers)
    steps: list[Step] = []
    for place, (confidence, each) in enumerate(answers):
        kept = len(answers) - place
        if not place or answers[place - 1][0] != confidence:
            steps.append(Step(confidence, kept / scored, right / kept))
        right -= each.is_right
    return steps


def _by_confidence(run: JudgedRun) -> list[tuple[float, Outcome]]:
    answers = [
        (each.result.confidence, each)
        for each in outcomes_of(run)
        if each.is_scored and each.result.kind is Kind.ANSWER and each.result.confidence is not None
    ]
    return sorted(answers, key=lambda pair: pair[0])


def _bin(answers: Sequence[tuple[float, Outcome]]) -> Bin:
    values = [float(each.is_right) for _, each in answers]
    right = share(Sample.of(values, [cluster_of(each.case) for _, each in answers]))
    return Bin(sum(confidence for confidence, _ in answers) / len(answers), right)
