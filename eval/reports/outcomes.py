"""How each case ended, and what confidence is worth: calibration, and risk at each coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.analysis.run import Run
from eval.datasets.case import Case
from eval.models import Kind, Result, Score
from eval.scorers.metrics import AUDIENCE, HEADLINE

RIGHT = "right"
LEAKED = "leaked"
WRONG = "wrong answer"
NEEDLESS = "needless refusal"
UNDUE = "answered what cannot be"
FAILED = "failed"
UNSCORED = "not scored"
OUTCOMES = (LEAKED, FAILED, WRONG, UNDUE, NEEDLESS, UNSCORED, RIGHT)

_BINS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    result: Result
    name: str
    reason: str
    scores: Mapping[str, Score]

    @property
    def is_right(self) -> bool:
        return self.name == RIGHT

    @property
    def is_scored(self) -> bool:
        return HEADLINE in self.scores


def outcomes_of(run: Run) -> list[Outcome]:
    outcomes = []
    for result in run.results:
        scores = run.scores.get((result.case, result.repeat))
        if scores is not None:
            case = run.cases[result.case]
            name = _name_outcome(case, result, scores)
            score = scores.get(AUDIENCE if name == LEAKED else HEADLINE)
            reason = score.explanation if score else "the case does not say what an answer holds"
            outcomes.append(Outcome(case, result, name, reason, scores))
    return outcomes


def _name_outcome(case: Case, result: Result, scores: Mapping[str, Score]) -> str:
    leak, headline = scores.get(AUDIENCE), scores.get(HEADLINE)
    if leak is not None and leak.value < 1:
        return LEAKED
    if headline is not None and headline.value >= 1:
        return RIGHT
    if result.kind is Kind.FAILURE:
        return FAILED
    if result.kind is Kind.REFUSAL and case.unanswerable is None:
        return NEEDLESS
    if headline is None:
        return UNSCORED
    return UNDUE if case.unanswerable is not None else WRONG


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """`answers` of similar confidence: its mean, and the share of them that is right."""

    confidence: float
    right: float
    answers: int


@dataclass(frozen=True, slots=True)
class RefusalStep:
    """With all answers below `threshold` refused: the share answered, and of these the share right."""

    threshold: float
    answered: float
    right: float


def calibration(run: Run) -> list[CalibrationBin]:
    """At most five bins of equal size, the least confident first; none without confidences."""
    answers = _by_confidence(run)
    size = max(1, -(-len(answers) // _BINS))
    return [_to_bin(answers[start : start + size]) for start in range(0, len(answers), size)]


def calibration_error(run: Run) -> float:
    """The mean distance of confidence and share right over the bins; NaN without answers.

    Guo et al., On Calibration of Modern Neural Networks (ICML 2017), here with bins of equal size.
    """
    bins = calibration(run)
    answers = sum(group.answers for group in bins)
    distances = [group.answers * abs(group.confidence - group.right) for group in bins]
    return sum(distances) / answers if answers else float("nan")


def refusal_curve(run: Run) -> list[RefusalStep]:
    """A step for each confidence of an answer, from answering all to answering the most confident only.

    `answered` is a share of all scored results, refusals included (El-Yaniv and Wiener, JMLR 11, 2010: risk
    and coverage of a selective classifier).
    """
    answers = _by_confidence(run)
    scored = sum(outcome.is_scored for outcome in outcomes_of(run))
    right = sum(outcome.is_right for _, outcome in answers)
    steps: list[RefusalStep] = []
    for place, (confidence, outcome) in enumerate(answers):
        kept = len(answers) - place
        if not place or answers[place - 1][0] != confidence:
            steps.append(RefusalStep(confidence, kept / scored, right / kept))
        right -= outcome.is_right
    return steps


def _by_confidence(run: Run) -> list[tuple[float, Outcome]]:
    answers = [
        (outcome.result.confidence, outcome)
        for outcome in outcomes_of(run)
        if outcome.is_scored and outcome.result.kind is Kind.ANSWER and outcome.result.confidence is not None
    ]
    return sorted(answers, key=lambda pair: pair[0])


def _to_bin(answers: Sequence[tuple[float, Outcome]]) -> CalibrationBin:
    confidence = fmean(confidence for confidence, _ in answers)
    return CalibrationBin(confidence, fmean(outcome.is_right for _, outcome in answers), len(answers))
