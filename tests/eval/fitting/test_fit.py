"""From observations to weights."""

from __future__ import annotations

import random

import pytest

from eval.benchmarks.reading_scores import area_under_curve, calibration_error
from eval.fitting.__main__ import across_folds, fit, marks
from eval.fitting.observing import Observed


def made(number: int) -> list[Observed]:
    """Cases of five candidates; in half of them one is right, which the first feature mostly tells."""
    chance = random.Random(5)
    cases = []
    for case in range(number):
        right = [case % 2 == 0 and place == 2 for place in range(5)]
        rows = tuple((chance.gauss(2.0 * is_right, 1.0), chance.gauss(0, 1), 0.0) for is_right in right)
        cases.append(Observed(f"document {case // 4}", rows, tuple(right)))
    return cases


def test_the_feature_that_tells_gets_the_weight_and_the_best_is_calibrated() -> None:
    seen = made(2000)
    _, telling, idle, constant = fit(seen)
    assert telling > 5 * abs(idle)
    assert constant == pytest.approx(0.0, abs=1e-6)
    assert calibration_error(marks(seen, fit(seen))) < 0.05


def test_each_case_is_judged_once_by_weights_that_never_saw_its_cluster() -> None:
    found = across_folds(made(400))
    assert len(found) == 400
    assert area_under_curve(found) > 0.7
