"""The scores of readings, on cases that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.models import Language
from eval.training.calibrate import platt
from eval.training.scores import (
    Marked,
    area_under_curve,
    at_threshold,
    best_threshold,
    calibration_error,
    marked,
    risk_at,
)


def right(sure: float) -> Marked:
    return Marked(sure, is_answerable=True, exact=1.0, f1=1.0)


def silent(sure: float) -> Marked:
    return Marked(sure, is_answerable=False, exact=0.0, f1=0.0)


def test_the_best_of_several_answers_counts() -> None:
    found = marked("the Fund", 0.9, ["a large fund", "fund"], Language.ENGLISH)
    assert (found.exact, found.f1) == (1.0, 1.0)  # articles and capitals do not count


def test_korean_is_compared_by_character() -> None:
    # 5 characters and 4, of which 4 are shared: 2 * 4 / 9.
    assert marked("500억원", 0.9, ["500억"], Language.KOREAN).f1 == pytest.approx(8 / 9)


def test_an_answer_that_is_not_sure_enough_is_none() -> None:
    marks = [right(0.9), right(0.2), silent(0.3), silent(0.6)]
    # At 0.5: given and right, withheld, rightly withheld, wrongly given.
    assert at_threshold(marks, 0.5) == (0.5, 0.5)
    assert at_threshold(marks, 0.0) == (0.5, 0.5)
    assert at_threshold(marks, 0.7) == (0.75, 0.75)


def test_the_best_threshold_is_found() -> None:
    threshold, best = best_threshold([right(0.9), silent(0.6), right(0.7), silent(0.1), right(0.2)])
    # From 0.7 on: two right, two rightly withheld, one withheld.
    assert threshold == 0.7
    assert best == pytest.approx(0.8)


def test_where_no_answer_is_worth_giving_all_are_withheld() -> None:
    assert best_threshold([silent(0.9), silent(0.1)]) == (1.0, 1.0)


def test_the_area_says_how_often_an_answerable_question_is_surer() -> None:
    assert area_under_curve([right(0.9), right(0.8), silent(0.1)]) == 1.0
    # Of 2 * 2 pairs: 0.9 above both, 0.5 above 0.1 and equal to 0.5.
    assert area_under_curve([right(0.9), right(0.5), silent(0.5), silent(0.1)]) == pytest.approx(3.5 / 4)
    assert math.isnan(area_under_curve([right(0.9)]))


def test_probabilities_that_come_true_have_no_calibration_error() -> None:
    # Ten bins of four: in each three of four are true, and the probability is 0.75.
    true = [(0.75, True), (0.75, True), (0.75, True), (0.75, False)] * 10
    assert calibration_error(true) == pytest.approx(0.0)
    half = [(0.5, True), (0.5, False)] * 10 + [(0.9, False)] * 20
    assert calibration_error(half) == pytest.approx(0.45)


def test_the_risk_is_that_of_the_surest_alone() -> None:
    marks = [silent(0.4), right(0.9), right(0.8), silent(0.7)]
    assert risk_at(marks, 0.5) == 0.0
    assert risk_at(marks, 0.75) == pytest.approx(1 / 3)
    assert risk_at(marks, 1.0) == pytest.approx(1 / 2)


def test_platt_finds_the_line_that_the_truths_were_drawn_from() -> None:
    chance = np.random.default_rng(0)
    scores = chance.normal(size=20_000)
    truths = chance.random(20_000) < 1 / (1 + np.exp(-(2 * scores - 1)))
    a, b = platt(list(zip(scores.tolist(), truths.tolist(), strict=True)))
    assert a == pytest.approx(2, abs=0.1)
    assert b == pytest.approx(-1, abs=0.1)


def test_platt_stays_finite_where_a_score_separates_all() -> None:
    a, b = platt([(-1.0, False), (1.0, True)])
    assert np.isfinite([a, b]).all()
    assert a > 0
