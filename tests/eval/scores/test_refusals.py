"""Precision, recall and F1 of refusals are those of a run, not means of cases."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.scores.cost import Took
from eval.scores.refusals import Refusals, f1, precision, recall
from tests.eval.scores.made import answer, case, failure, refusal, value

_SILENT, _ASKED = case(unanswerable="near_miss"), case(must=["2027"])


def test_refusals_are_counted_over_the_run() -> None:
    replies = (
        [(_SILENT, refusal())] * 3 + [(_SILENT, answer())] + [(_ASKED, refusal())] * 2 + [(_ASKED, answer())]
    )
    marks = np.array([value(Refusals(), of, result) for of, result in replies], float)
    # Refused 5, of these rightly 3; had to be 4.
    assert precision(marks) == pytest.approx(3 / 5)
    assert recall(marks) == pytest.approx(3 / 4)
    assert f1(marks) == pytest.approx(2 * 3 / (5 + 4))


def test_a_failure_is_no_refusal() -> None:
    assert value(Refusals(), _SILENT, failure()) == value(Refusals(), _SILENT, answer())


def test_of_nothing_there_is_no_share() -> None:
    assert all(math.isnan(of(np.array([0.0, 0.0]))) for of in (precision, recall, f1))


def test_what_was_not_measured_is_unscored() -> None:
    assert value(Took("seconds"), _ASKED, answer(seconds=0.5)) == 0.5
    assert value(Took("cost"), _ASKED, answer()) is None
