"""Precision, recall and F1 of refusals are those of a run, not means of cases."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

import pytest

from eval.scorers.cost import Took
from eval.scorers.refusals import Refusals, f1, needless, precision, recall
from tests.eval.scorers.made import answer, case, failure, refusal, value

_SILENT, _ASKED = case(unanswerable="near_miss"), case(must=["2027"])


def test_refusals_are_counted_over_the_run() -> None:
    replies = (
        [(_SILENT, refusal())] * 3 + [(_SILENT, answer())] + [(_ASKED, refusal())] * 2 + [(_ASKED, answer())]
    )
    marks = [value(Refusals(), of, result) or 0.0 for of, result in replies]

    def mean(items: Callable[[float], tuple[float, ...]]) -> float:
        return fmean(item for mark in marks for item in items(mark))

    # Refused 5, of these rightly 3; had to be 4; of the 3 that can be answered 2 were refused.
    assert mean(precision) == pytest.approx(3 / 5)
    assert mean(recall) == pytest.approx(3 / 4)
    assert mean(f1) == pytest.approx(2 * 3 / (5 + 4))
    assert mean(needless) == pytest.approx(2 / 3)


def test_a_failure_is_no_refusal() -> None:
    assert value(Refusals(), _SILENT, failure()) == value(Refusals(), _SILENT, answer())


def test_what_was_not_measured_is_unscored() -> None:
    assert value(Took("seconds"), _ASKED, answer(seconds=0.5)) == 0.5
    assert value(Took("cost"), _ASKED, answer()) is None
