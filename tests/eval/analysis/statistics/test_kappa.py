"""Kappa is what it is by hand, and its interval holds the truth and is never certain."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.analysis.statistics.kappa import kappa


def test_kappa_is_the_agreement_beyond_chance() -> None:
    # Of 50, 20 both yes, 15 both no: agreed 0.7; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; 0.2 / 0.5 = 0.4.
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = kappa(one, other, range(50), seed=1)
    assert found.value == pytest.approx(0.4)
    # Its standard error by hand is 0.127 (Fleiss, Cohen and Everitt 1969).
    assert [found.low, found.high] == pytest.approx([0.13, 0.65], abs=0.05)
    assert kappa(one, other, range(50), seed=1) == found


def test_grades_that_go_together_leave_more_open() -> None:
    one, other = ["a", "b"] * 20, ["a", "b"] * 15 + ["b", "a"] * 5
    apart = kappa(one, other, range(40), seed=1)
    together = kappa(one, other, [place // 5 for place in range(40)], seed=1)
    assert together.value == apart.value
    assert together.low < apart.low


def test_a_few_that_never_disagree_prove_little() -> None:
    found = kappa(["a", "b"] * 4, ["a", "b"] * 4, range(8), seed=1)
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low < 0.4


def test_where_there_is_but_one_grade_or_one_cluster_nothing_is_known() -> None:
    assert math.isnan(kappa(["a"] * 5, ["a"] * 5, range(5), seed=1).value)
    alone = kappa(["a", "b"], ["a", "b"], "xx", seed=1)
    assert (alone.value, math.isnan(alone.low)) == (1.0, True)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    # Half of all are of each grade, and the other says the same of 85 in 100: kappa is (0.85 - 0.5) / 0.5.
    generator, held = np.random.default_rng(4), 0
    for seed in range(300):
        one = generator.random(80) < 0.5
        other = np.where(generator.random(80) < 0.85, one, ~one)
        found = kappa(one.tolist(), other.tolist(), range(80), seed)
        held += found.low <= 0.7 <= found.high
    assert 0.92 <= held / 300 <= 0.985
