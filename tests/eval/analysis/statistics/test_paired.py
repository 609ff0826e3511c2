"""Two runs that are alike are rarely told apart, and two that are not are told apart as often as promised."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from eval.analysis.statistics.paired import corrected, difference, of_shares


def _alike(generator: np.random.Generator) -> tuple[list[float], list[float], list[int]]:
    """Scores of two runs, right or wrong, over 60 clusters of one to four cases that go together."""
    clusters = np.repeat(np.arange(60), generator.integers(1, 5, 60))
    chance = generator.beta(4, 2, 60)[clusters]
    before, after = ((generator.random(len(clusters)) < chance).astype(float) for _ in range(2))
    return before.tolist(), after.tolist(), clusters.tolist()


def test_runs_that_are_alike_are_told_apart_five_times_in_a_hundred() -> None:
    generator = np.random.default_rng(11)
    found = [difference(*_alike(generator), seed=seed) for seed in range(600)]
    assert 0.03 <= np.mean([each.p < 0.05 for each in found]) <= 0.07
    assert 0.93 <= np.mean([each.low <= 0 <= each.high for each in found]) <= 0.97


def test_a_difference_as_large_as_promised_is_seen_four_times_in_five() -> None:
    generator = np.random.default_rng(12)
    nothing = [0.0] * 60
    alike = [difference(nothing, list(generator.normal(0, 0.3, 60)), range(60), 1) for _ in range(50)]
    promised = float(np.mean([each.detectable for each in alike]))
    runs = [list(generator.normal(promised, 0.3, 60)) for _ in range(400)]
    seen = np.mean([difference(nothing, run, range(60), 1).p < 0.05 for run in runs])
    assert 0.74 <= seen <= 0.86


def test_the_exact_test_tries_every_way_of_giving_signs() -> None:
    before, after = [0.0] * 6, [1.0, 1.0, 1.0, 1.0, 0.5, -0.25]
    sums = np.subtract(after, before)
    ways = [abs(np.dot(signs, sums)) for signs in itertools.product([-1, 1], repeat=6)]
    expected = np.mean([each >= abs(sums.sum()) for each in ways])
    assert difference(before, after, range(6), seed=1).p == pytest.approx(expected)


def test_where_nothing_differs_it_is_said_how_much_might() -> None:
    found = difference([1.0] * 100, [1.0] * 100, range(100), seed=1)
    # Of 100 cases none differs: up to 2.95 % of all may (1 - 0.05 ** (1 / 100)).
    assert found.p == 1.0
    assert found.detectable == pytest.approx(0.0295, abs=1e-4)
    assert (found.low, found.high) == (-found.detectable, found.detectable)


def test_one_cluster_alone_decides_nothing() -> None:
    found = difference([0.0, 0.0], [1.0, 1.0], "aa", seed=1)
    assert (found.value, found.p) == (1.0, 1.0)
    assert math.isnan(found.low)


def test_shares_differ_by_no_more_than_a_point() -> None:
    # A mean of 1/2 with a standard error of 1/2, and Student's t of 12.7 for one degree of freedom.
    found = difference([0.0, 0.0], [1.0, 0.0], range(2), seed=1)
    assert found.high == pytest.approx(0.5 + 12.706 / 2, abs=1e-3)
    assert (of_shares(found).low, of_shares(found).high, of_shares(found).detectable) == (-1.0, 1.0, math.inf)
    alike = difference([1.0] * 100, [1.0] * 100, range(100), seed=1)
    assert of_shares(alike) == alike
    alone = of_shares(difference([0.0], [1.0], range(1), seed=1))
    assert math.isnan(alone.low)
    assert math.isnan(alone.detectable)


def test_the_correction_is_holms() -> None:
    # Sorted .01 .02 .03 .04, times 4, 3, 2, 1: .04, .06, .06, and no less than before: .06.
    assert corrected([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert corrected([0.9, 0.8]) == pytest.approx([1.0, 1.0])
    assert corrected([]) == []
