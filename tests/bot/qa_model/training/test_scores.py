"""Answers are scored by the rules of SQuAD 2.0 and KorQuAD, and scores are calibrated."""

from __future__ import annotations

import numpy as np
import pytest

from bot.qa_model.training.calibrate import calibration_error, platt
from bot.qa_model.training.scores import (
    area_under_curve,
    best_threshold,
    english_words,
    exact,
    korean_characters,
    overlap,
)


def test_articles_case_and_punctuation_do_not_count_in_english() -> None:
    assert exact("The Board, of Trustees", ["board of trustees"], english_words) == 1


def test_the_best_of_several_golds_counts() -> None:
    # Two of two words right and one of two missing in the second: 2 * 1 / (1 + 2).
    assert overlap("Oslo", ["Lima", "Oslo city"], english_words) == pytest.approx(2 / 3)


def test_korean_is_compared_by_character() -> None:
    # Three of four characters are the gold's three: 2 * 3 / (4 + 3).
    assert overlap("임종석은", ["임종석"], korean_characters) == pytest.approx(6 / 7)
    assert exact("《임 종석》", ["임종석"], korean_characters) == 1


def test_saying_nothing_is_right_where_nobody_answered() -> None:
    assert exact("", [], english_words) == overlap("", [], english_words) == 1
    assert overlap("Oslo", [], english_words) == 0


def test_the_area_under_the_curve_counts_ties_by_half() -> None:
    # Of the four pairs 3>1, 3>2, 2>1 are right and 2=2 is half right.
    assert area_under_curve([3, 2], [1, 2]) == pytest.approx(3.5 / 4)


def test_the_best_threshold_answers_where_answering_is_worth_more() -> None:
    scores = np.array([3.0, 2.0, 1.0])
    answered, nothing = np.array([1.0, 0.5, 0.0]), np.array([0.0, 0.0, 1.0])
    # Answering the first two and refusing the third: (1 + 0.5 + 1) / 3.
    threshold, worth = best_threshold(scores, answered, nothing)
    assert threshold == 2.0
    assert worth == pytest.approx(2.5 / 3)


def test_platt_finds_the_line_that_the_truths_were_drawn_from() -> None:
    chance = np.random.default_rng(0)
    scores = chance.normal(size=20_000)
    truths = (chance.random(20_000) < 1 / (1 + np.exp(-(2 * scores - 1)))).astype(np.float64)
    a, b = platt(scores, truths)
    assert a == pytest.approx(2, abs=0.1)
    assert b == pytest.approx(-1, abs=0.1)


def test_platt_stays_finite_where_a_score_parts_all() -> None:
    a, b = platt(np.array([-1.0, 1.0]), np.array([0.0, 1.0]))
    assert np.isfinite([a, b]).all()
    assert a > 0


def test_the_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    # Half of all at 0.9 of which half are right (gap 0.4), half at 0.1 of which none is (gap 0.1).
    probabilities = np.array([0.9, 0.9, 0.1, 0.1])
    assert calibration_error(probabilities, np.array([1.0, 0.0, 0.0, 0.0])) == pytest.approx(0.25)
