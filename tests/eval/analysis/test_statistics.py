"""Intervals hold the truth and tests raise false alarms as often as they say, also for cases in clusters."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from eval.analysis.statistics import (
    Estimate,
    Places,
    correct_for_number,
    estimate_difference,
    estimate_kappa,
    estimate_mean,
    estimate_percentile,
    estimate_share,
)

pytestmark = pytest.mark.slow


def draw_share(generator: np.random.Generator, sizes: Places, truth: float, correlation: float) -> Estimate:
    """Right and wrong cases in clusters of these sizes (a beta-binomial draw)."""
    spread = 1 / correlation - 1
    chances = generator.beta(truth * spread, (1 - truth) * spread, len(sizes))
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    is_right = generator.random(len(clusters)) < chances[clusters]
    return estimate_share(is_right.astype(float).tolist(), clusters.tolist())


@pytest.mark.parametrize("clusters", [20, 60, 150])
@pytest.mark.parametrize("truth", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("correlation", [0.05, 0.3])
def test_the_interval_of_a_share_holds_the_truth_95_times_in_a_hundred(
    clusters: int, truth: float, correlation: float
) -> None:
    generator = np.random.default_rng(20261122)
    held = [
        (found := draw_share(generator, generator.integers(1, 7, clusters), truth, correlation)).low
        <= truth
        <= found.high
        for _ in range(600)
    ]
    # The share of 600 repeats that hold it strays by 0.018 (twice its standard error) of itself.
    assert 0.93 - 0.018 <= np.mean(held) <= 0.97 + 0.018


@pytest.mark.parametrize("truth", [0.9, 0.99])
@pytest.mark.parametrize("clusters", [14, 100])
def test_few_failures_in_large_clusters_do_not_promise_too_much(clusters: int, truth: float) -> None:
    # As a run has it that asks hundreds of cases of a dozen documents: up to 29 of each.
    generator = np.random.default_rng(5)
    sizes = [generator.integers(1, 30, clusters) for _ in range(300)]
    too_high = [truth < draw_share(generator, each, truth, 0.3).low for each in sizes]
    # One in forty is meant; without the floor of a flawless sample it is up to one in eight.
    assert np.mean(too_high) <= 0.07


def test_the_bootstrap_holds_the_truth_of_a_mean() -> None:
    generator, held = np.random.default_rng(3), []
    for _ in range(100):
        sizes = generator.integers(1, 5, 50)
        clusters = np.repeat(np.arange(50), sizes)
        values = generator.exponential(2.0, 50)[clusters] + generator.normal(0, 1, len(clusters))
        found = estimate_mean(values.tolist(), clusters.tolist())
        held.append(found.low <= 2.0 <= found.high)
    assert 0.87 <= np.mean(held) <= 1.0  # of 100 rounds at 95 %, within nearly four standard errors


def test_a_perfect_share_is_not_certain_and_one_failure_promises_no_more() -> None:
    perfect = estimate_share([1.0] * 60, [place // 2 for place in range(60)])
    assert (perfect.value, perfect.high) == (1.0, 1.0)
    assert 0.85 < perfect.low < 0.95
    for size in (1, 5):
        clusters = [place // size for place in range(300)]
        lows = [estimate_share([0.0] * n + [1.0] * (300 - n), clusters).low for n in range(30)]
        assert lows[0] >= max(lows) - 1e-12
        highs = [estimate_share([1.0] * n + [0.0] * (300 - n), clusters).high for n in range(30)]
        assert highs[0] <= min(highs) + 1e-12


def test_cases_that_go_together_are_worth_fewer() -> None:
    values = [1.0] * 40 + [0.0] * 10
    together, apart = (estimate_share(values, [place // size for place in range(50)]) for size in (5, 1))
    assert together.value == apart.value == 0.8
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_one_cluster_alone_tells_nothing_of_the_spread() -> None:
    for found in (
        estimate_share([1.0, 0.0], "aa"),
        estimate_mean([1.0, 0.0], "aa"),
        estimate_percentile([1.0, 0.0], "aa", 50),
    ):
        assert found.value == 0.5
        assert math.isnan(found.low)


def test_the_same_sample_gives_the_same_interval_and_a_percentile_lies_within_its_own() -> None:
    values = list(np.random.default_rng(1).normal(size=40))
    assert estimate_mean(values, range(40)) == estimate_mean(values, range(40))
    found = estimate_percentile(list(range(200)), range(200), 95)
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(0.95 * 199)


def test_kappa_is_the_agreement_beyond_chance() -> None:
    # Of 50, 20 both yes, 15 both no: agreed 0.7; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; 0.2 / 0.5 = 0.4.
    ours = ["yes"] * 25 + ["no"] * 25
    theirs = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = estimate_kappa(ours, theirs, range(50))
    assert found.value == pytest.approx(0.4)
    # Its standard error by hand is 0.127 (Fleiss, Cohen and Everitt 1969).
    assert [found.low, found.high] == pytest.approx([0.13, 0.65], abs=0.06)
    together = estimate_kappa(ours, theirs, [place // 5 for place in range(50)])
    assert together.value == found.value
    assert together.low < found.low


def test_kappa_of_few_or_like_gradings_proves_little() -> None:
    few = estimate_kappa(["a", "b"] * 4, ["a", "b"] * 4, range(8))
    assert (few.value, few.high) == (1.0, 1.0)
    assert few.low < 0.4
    assert math.isnan(estimate_kappa(["a"] * 5, ["a"] * 5, range(5)).value)
    alone = estimate_kappa(["a", "b"], ["a", "b"], "xx")
    assert (alone.value, math.isnan(alone.low)) == (1.0, True)


def test_runs_that_are_alike_are_told_apart_five_times_in_a_hundred() -> None:
    generator, found = np.random.default_rng(11), []
    for _ in range(150):
        clusters = np.repeat(np.arange(60), generator.integers(1, 5, 60))
        chance = generator.beta(4, 2, 60)[clusters]
        before, after = ((generator.random(len(clusters)) < chance).astype(float) for _ in range(2))
        found.append(estimate_difference(before.tolist(), after.tolist(), clusters.tolist()))
    assert 0.01 <= np.mean([each.p < 0.05 for each in found]) <= 0.09
    assert 0.91 <= np.mean([each.low <= 0 <= each.high for each in found]) <= 0.99


def test_a_difference_as_large_as_promised_is_seen_four_times_in_five() -> None:
    generator, nothing = np.random.default_rng(12), [0.0] * 60
    alike = [estimate_difference(nothing, list(generator.normal(0, 0.3, 60)), range(60)) for _ in range(20)]
    promised = float(np.mean([each.detectable for each in alike]))
    runs = [list(generator.normal(promised, 0.3, 60)) for _ in range(100)]
    seen = np.mean([estimate_difference(nothing, run, range(60)).p < 0.05 for run in runs])
    assert 0.68 <= seen <= 0.92


def test_the_exact_test_tries_every_way_of_giving_signs() -> None:
    before, after = [0.0] * 6, [1.0, 1.0, 1.0, 1.0, 0.5, -0.25]
    sums = np.subtract(after, before)
    ways = [abs(np.dot(signs, sums)) for signs in itertools.product([-1, 1], repeat=6)]
    expected = np.mean([way >= abs(sums.sum()) for way in ways])
    assert estimate_difference(before, after, range(6)).p == pytest.approx(expected)


def test_where_nothing_differs_it_is_said_how_much_might() -> None:
    found = estimate_difference([1.0] * 100, [1.0] * 100, range(100))
    # Of 100 cases none differs: up to 2.95 % of all may (1 - 0.05 ** (1 / 100)).
    assert [found.p, found.detectable] == pytest.approx([1.0, 0.0295], abs=1e-4)
    assert (found.low, found.high) == (-found.detectable, found.detectable)
    assert found.of_shares() == found


def test_one_cluster_decides_nothing_and_shares_differ_by_no_more_than_a_point() -> None:
    alone = estimate_difference([0.0, 0.0], [1.0, 1.0], "aa").of_shares()
    assert (alone.value, alone.p) == (1.0, 1.0)
    assert math.isnan(alone.low)
    assert math.isnan(alone.detectable)
    # A mean of 1/2 with a standard error of 1/2, and Student's t of 12.7 for one degree of freedom.
    two = estimate_difference([0.0, 0.0], [1.0, 0.0], range(2))
    assert two.high == pytest.approx(0.5 + 12.706 / 2, abs=1e-3)
    limited = two.of_shares()
    assert (limited.low, limited.high, limited.detectable) == (-1.0, 1.0, math.inf)


def test_the_correction_is_holms() -> None:
    # Sorted .01 .02 .03 .04, times 4, 3, 2, 1: .04, .06, .06, and no less than before: .06.
    assert correct_for_number([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert correct_for_number([0.9, 0.8]) == pytest.approx([1.0, 1.0])
    assert correct_for_number([]) == []
