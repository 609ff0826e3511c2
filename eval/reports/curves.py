"""What confidence is worth: how often answers of a confidence are right, and what refusing more would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.deciding.judged_run import JudgedRun
from eval.reports.outcomes import Outcome, outcomes_of
from eval.running.result import Kind
from eval.scores.clusters import cluster_of
from eval.statistics.interval import Estimate, share
from eval.statistics.sample import Sample

_BINS = 5


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
