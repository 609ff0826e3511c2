"""How each case ended, in the words that a report filters by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.analysis.deciding.judged_run import JudgedRun
from eval.datasets.case import Case
from eval.runner.result import Kind, Result
from eval.scorers.catalogue import AUDIENCE, HEADLINE
from eval.scorers.score import Mark

RIGHT = "right"
LEAKED = "leaked"
WRONG = "wrong answer"
NEEDLESS = "needless refusal"
UNDUE = "answered what cannot be"
FAILED = "failed"
UNSCORED = "not scored"
OUTCOMES = (LEAKED, FAILED, WRONG, UNDUE, NEEDLESS, UNSCORED, RIGHT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with its case, how it ended, and in a sentence why."""

    case: Case
    result: Result
    name: str
    why: str
    marks: Mapping[str, Mark]

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.name == RIGHT

    @property
    def is_scored(self) -> bool:
        """Whether its case says what is right."""
        return HEADLINE in self.marks


def outcomes_of(run: JudgedRun) -> list[Outcome]:
    """The outcome of every result, in their order."""
    found = []
    for result in run.results:
        marks = run.marks.get((result.case, result.repeat))
        if marks is not None:
            case = run.cases[result.case]
            name = _name(case, result, marks)
            of = marks.get(AUDIENCE if name == LEAKED else HEADLINE)
            why = of.why if of is not None else "the case does not say what an answer holds"
            found.append(Outcome(case, result, name, why, marks))
    return found


def _name(case: Case, result: Result, marks: Mapping[str, Mark]) -> str:
    leak = marks.get(AUDIENCE)
    if leak is not None and leak.value < 1:
        return LEAKED
    headline = marks.get(HEADLINE)
    if headline is not None and headline.value >= 1:
        return RIGHT
    if result.kind is Kind.FAILURE:
        return FAILED
    if result.kind is Kind.REFUSAL and case.unanswerable is None:
        return NEEDLESS
    if headline is None:
        return UNSCORED
    return UNDUE if case.unanswerable is not None else WRONG
