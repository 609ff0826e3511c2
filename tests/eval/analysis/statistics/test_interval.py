"""Intervals hold the truth as often as they say, also for good systems and for cases that go together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.analysis.statistics.interval import bootstrapped, bootstrapped_of, share
from eval.analysis.statistics.sample import Floats, Sample

_REPEATS = 1_500


def _drawn(generator: np.random.Generator, clusters: int, truth: float, likeness: float) -> Sample:
    """Clusters of one to six cases; `likeness` is the correlation within one (a beta-binomial draw)."""
    sizes = generator.integers(1, 7, clusters)
    spread = 1 / likeness - 1
    chances = generator.beta(truth * spread, (1 - truth) * spread, clusters)
    return Sample(generator.binomial(sizes, chances).astype(float), sizes.astype(float))


@pytest.mark.parametrize("clusters", [20, 60, 150])
@pytest.mark.parametrize("truth", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("likeness", [0.05, 0.3])
def test_the_interval_of_a_share_holds_the_truth_95_times_in_a_hundred(
    clusters: int, truth: float, likeness: float
) -> None:
    generator = np.random.default_rng(20261122)
    estimates = [share(_drawn(generator, clusters, truth, likeness)) for _ in range(_REPEATS)]
    held = np.mean([each.low <= truth <= each.high for each in estimates])
    # The share of 1,500 repeats that hold it strays by 0.011 (twice its standard error) of itself.
    assert 0.93 - 0.011 <= held <= 0.97 + 0.011, held


@pytest.mark.parametrize("truth", [0.9, 0.96, 0.99])
@pytest.mark.parametrize("clusters", [14, 30, 100])
def test_few_failures_in_large_clusters_do_not_promise_too_much(clusters: int, truth: float) -> None:
    # As a run has it that asks hundreds of cases of a dozen documents: up to 29 of each.
    generator = np.random.default_rng(5)
    too_high = 0
    for _ in range(500):
        sizes = generator.integers(1, 30, clusters)
        spread = 1 / 0.3 - 1
        chances = generator.beta(truth * spread, (1 - truth) * spread, clusters)
        found = share(Sample(generator.binomial(sizes, chances).astype(float), sizes.astype(float)))
        too_high += truth < found.low
    # One in forty is meant; without the floor of a flawless sample it is up to one in eight.
    assert too_high / 500 <= 0.07


def test_over_all_samples_the_interval_of_a_share_is_right_to_a_point() -> None:
    generator = np.random.default_rng(7)
    held = [
        (found := share(_drawn(generator, clusters, truth, 0.15))).low <= truth <= found.high
        for clusters in (30, 60, 150)
        for truth in (0.5, 0.7, 0.85, 0.95)
        for _ in range(400)
    ]
    assert 0.94 <= np.mean(held) <= 0.965


def test_the_bootstrap_holds_the_truth_where_scores_are_not_near_their_bounds() -> None:
    generator = np.random.default_rng(3)
    held = []
    for seed in range(400):
        sizes = generator.integers(1, 5, 50).astype(float)
        sums = np.array(
            [generator.exponential(2.0) + generator.normal(0, 1, int(size)).sum() for size in sizes]
        )
        # The mean over cases: two a cluster, over as many as a cluster has on average, 2.5.
        found = bootstrapped(Sample(sums, sizes), seed)
        held.append(found.low <= 2.0 / 2.5 <= found.high)
    assert 0.92 <= np.mean(held) <= 0.98


def test_a_perfect_share_is_not_certain() -> None:
    found = share(Sample(np.full(30, 2.0), np.full(30, 2.0)))
    assert found.value == 1.0
    assert 0.85 < found.low < 0.95
    assert found.high == 1.0


@pytest.mark.parametrize("size", [1, 5])
def test_a_sample_with_a_failure_never_promises_more_than_one_without(size: int) -> None:
    clusters = [case // size for case in range(300)]
    lows = [share(Sample.of([0.0] * failed + [1.0] * (300 - failed), clusters)).low for failed in range(30)]
    assert lows[0] >= max(lows) - 1e-12
    highs = [share(Sample.of([1.0] * done + [0.0] * (300 - done), clusters)).high for done in range(30)]
    assert highs[0] <= min(highs) + 1e-12


def test_cases_that_go_together_are_worth_fewer() -> None:
    together = share(Sample.of([1.0] * 40 + [0.0] * 10, [case // 5 for case in range(50)]))
    apart = share(Sample.of([1.0] * 40 + [0.0] * 10, range(50)))
    assert together.value == apart.value == 0.8
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_one_cluster_alone_tells_nothing_of_the_spread() -> None:
    sample = Sample.of([1.0, 0.0], ["a", "a"])
    for found in (share(sample), bootstrapped(sample, 1)):
        assert found.value == 0.5
        assert math.isnan(found.low)


def test_the_same_seed_gives_the_same_interval() -> None:
    sample = Sample.of(list(np.random.default_rng(1).normal(size=40)), range(40))
    assert bootstrapped(sample, 5) == bootstrapped(sample, 5)
    assert bootstrapped(sample, 5) != bootstrapped(sample, 6)


def test_a_percentile_has_an_interval_around_it() -> None:
    values: Floats = np.arange(200, dtype=float)
    found = bootstrapped_of(values, values, lambda some: float(np.quantile(some, 0.95)), 1)
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(0.95 * 199)
