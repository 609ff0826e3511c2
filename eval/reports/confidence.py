"""The tables of what confidence is worth: whether it comes true, and what refusing more would do."""

from __future__ import annotations

from collections.abc import Sequence

from eval.analysis.deciding.judged_run import JudgedRun
from eval.benchmarks.tables import Table, verdict
from eval.reports.curves import Step, calibration, calibration_error, error_by_chance, refusal_curve

_TARGET = 0.05
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25)


def confidence_tables(run: JudgedRun) -> list[Table]:
    """The calibration and the risk at each coverage; none where the system gives no confidence."""
    return [_calibration(run), _risks(run)] if calibration(run) else []


def _calibration(run: JudgedRun) -> Table:
    rows = tuple(
        (f"{each.confidence:.3f}", f"{each.right.value:.3f}", str(each.right.n)) for each in calibration(run)
    )
    error, chance = calibration_error(run), error_by_chance(run)
    notes = (
        "Answers by their confidence, the least sure first; refusals are not among them.",
        f"Target: expected calibration error at most {_TARGET:g}: {verdict(error <= _TARGET)} ({error:.3f}; "
        f"so few answers show {chance:.3f} by chance where every confidence comes true).",
    )
    return Table("Calibration", ("mean confidence", "right", "answers"), rows, notes)


def _risks(run: JudgedRun) -> Table:
    rows = tuple(
        (f"{each.threshold:.3f}", f"{each.answered:.3f}", f"{1 - each.right:.3f}")
        for each in _picked(refusal_curve(run))
    )
    note = (
        "Coverage: the share of all questions that is answered where less sure answers are refused as well; "
        "risk: the share of these answers that is not right."
    )
    return Table("Risk and coverage", ("refused below", "coverage", "risk"), rows, (note,))


def _picked(steps: Sequence[Step]) -> list[Step]:
    """Of the steps those that keep about these shares of the answers, never more than the share."""
    found = [
        next((each for each in steps if each.answered <= share * steps[0].answered), steps[-1])
        for share in _SHARES
    ]
    return list(dict.fromkeys(found))
