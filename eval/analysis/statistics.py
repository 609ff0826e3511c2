"""Intervals, paired tests and kappa for scores in clusters; cases of one document are not independent.

Bootstrap percentiles are too narrow near 0 and 1, where good systems are, so shares get Wilson's interval
with an effective sample size, and other statistics the bootstrap over clusters.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

LEVEL = 0.95
# Fixed, so that the same run gives the same intervals to the digit.
SEED = 20_260_302
_TAIL = (1 - LEVEL) / 2
_RESAMPLES = 2_000
_PERMUTATIONS = 10_000
_POWER = 0.8
# A negative correlation within clusters is mostly chance: it counts at most so much.
_MAX_GAIN = 2.0
# The correlation within clusters where none can be seen; measured scores have up to 0.1.
_ASSUMED_CORRELATION = 0.3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `n` cases and its interval of 95 %; `low` and `high` are NaN where unknown."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class ClusteredScores:
    """Of each cluster the sum of its scores and their number; both have the shape (clusters,)."""

    sums: Floats
    sizes: Floats

    @classmethod
    def of(cls, values: Sequence[float] | Floats, clusters: Sequence[Hashable]) -> ClusteredScores:
        members = _places(clusters)
        sums = np.bincount(members, np.asarray(values, dtype=np.float64)).astype(np.float64)
        return cls(sums, np.bincount(members).astype(np.float64))

    @property
    def n(self) -> int:
        return int(self.sizes.sum())

    @property
    def mean(self) -> float:
        return float(self.sums.sum() / self.sizes.sum())

    @property
    def standard_error(self) -> float:
        """Linearised error of a ratio under cluster sampling (Cochran, Sampling Techniques, 1977, 6.5)."""
        count = len(self.sums)
        residuals = self.sums - self.mean * self.sizes
        return float(np.sqrt(count / (count - 1) * np.sum(residuals**2)) / self.sizes.sum())

    @property
    def effective_size(self) -> float:
        """How many independent cases these are worth."""
        if self.standard_error <= 0 or not 0 < self.mean < 1:
            return self.assumed_size
        return min(self.mean * (1 - self.mean) / self.standard_error**2, _MAX_GAIN * self.n)

    @property
    def assumed_size(self) -> float:
        """By Kish's design effect for clusters of unequal sizes (Survey Sampling, 1965, 5.4)."""
        size = float(np.sum(self.sizes**2)) / self.n
        return self.n / (1 + (size - 1) * _ASSUMED_CORRELATION)


def estimate_share(values: Sequence[float], clusters: Sequence[Hashable]) -> Estimate:
    """The mean of scores from 0 to 1.

    Wilson's interval with the effective sample size and Student's quantile for the number of clusters
    (Franco, Little, Louis and Slud, Journal of Survey Statistics and Methodology 7, 2019).
    """
    scores = ClusteredScores.of(values, clusters)
    mean, count = scores.mean, len(scores.sums)
    if count < 2:
        return Estimate(mean, math.nan, math.nan, scores.n)
    size = scores.effective_size
    z = float(stats.t.ppf(1 - _TAIL, count - 1))
    middle = (mean + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(mean * (1 - mean) / size + z * z / (4 * size * size))
    # No sample may promise more than one without any failure (or without any success) would.
    flawless = scores.assumed_size / (scores.assumed_size + z * z)
    low, high = min(middle - half, flawless, mean), max(middle + half, 1 - flawless, mean)
    return Estimate(mean, max(0.0, low), min(1.0, high), scores.n)


def estimate_mean(values: Sequence[float], clusters: Sequence[Hashable]) -> Estimate:
    scores = ClusteredScores.of(values, clusters)
    low, high = _bootstrap(
        len(scores.sums), lambda drawn: float(scores.sums[drawn].sum() / scores.sizes[drawn].sum())
    )
    return Estimate(scores.mean, low, high, scores.n)


def estimate_percentile(values: Sequence[float], clusters: Sequence[Hashable], percentile: float) -> Estimate:
    """A percentile, from 0 to 100, with a bootstrap over clusters."""
    members, numbers = _places(clusters), np.asarray(values, dtype=np.float64)
    groups = [numbers[members == cluster] for cluster in range(members.max() + 1)]
    low, high = _bootstrap(
        len(groups),
        lambda drawn: float(np.percentile(np.concatenate([groups[i] for i in drawn]), percentile)),
    )
    return Estimate(float(np.percentile(numbers, percentile)), low, high, len(values))


def estimate_kappa(
    ours: Sequence[Hashable], theirs: Sequence[Hashable], clusters: Sequence[Hashable]
) -> Estimate:
    """Cohen's unweighted kappa of two gradings (Educ. Psychol. Meas. 20, 1960).

    The bootstrap interval is widened to what the interval of the plain agreement allows, since resamples of
    gradings that never disagree never disagree either. NaN where kappa is not defined.
    """
    grades = list(dict.fromkeys((*ours, *theirs)))
    members = _places(clusters)
    tables = np.zeros((members.max() + 1, len(grades), len(grades)))
    for member, one, other in zip(members, ours, theirs, strict=True):
        tables[member, grades.index(one), grades.index(other)] += 1
    value, chance = _kappa(tables.sum(axis=0))
    agreed = estimate_share([float(a == b) for a, b in zip(ours, theirs, strict=True)], clusters)
    if math.isnan(value) or len(tables) < 2:
        return Estimate(value, math.nan, math.nan, len(ours))
    low, high = _bootstrap(len(tables), lambda drawn: _kappa(tables[drawn].sum(axis=0))[0])
    least, most = ((end - chance) / (1 - chance) for end in (agreed.low, agreed.high))
    return Estimate(value, max(-1.0, min(low, least)), min(1.0, max(high, most)), len(ours))


def _kappa(table: Floats) -> tuple[float, float]:
    """Kappa and the agreement by chance; kappa is NaN where chance alone explains all."""
    total = table.sum()
    chance = float((table.sum(axis=0) * table.sum(axis=1)).sum() / total**2)
    return (float(np.trace(table) / total) - chance) / (1 - chance) if chance < 1 else math.nan, chance


def _places(clusters: Sequence[Hashable]) -> Places:
    """The number of each item's cluster, in the order in which clusters first appear."""
    place: dict[Hashable, int] = {}
    return np.array([place.setdefault(cluster, len(place)) for cluster in clusters], dtype=np.intp)


def _bootstrap(count: int, statistic: Callable[[Places], float]) -> tuple[float, float]:
    """The expanded percentile interval of a statistic of the drawn clusters' numbers; NaN for one cluster.

    Its ends are a little outside of 2.5 and 97.5 %, as few clusters need (Hesterberg, What Teachers Should
    Know About the Bootstrap, The American Statistician 69, 2015).
    """
    if count < 2:
        return math.nan, math.nan
    # scipy's bootstrap rejects a statistic that is undefined for some resamples, as kappa is.
    drawn = np.random.default_rng(SEED).integers(0, count, (_RESAMPLES, count))
    values = [statistic(places) for places in drawn]
    tail = float(stats.norm.cdf(-math.sqrt(count / (count - 1)) * stats.t.ppf(1 - _TAIL, count - 1)))
    low, high = np.nanquantile(values, (tail, 1 - tail))
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Difference:
    """After less before over `n` cases, its interval of 95 %, and the two-sided probability of chance.

    `detectable` is the smallest true difference that these cases would have shown four times in five:
    NaN for fewer than two clusters, infinite where no possible difference would have been shown.
    """

    value: float
    low: float
    high: float
    p: float
    detectable: float
    n: int

    def of_shares(self) -> Difference:
        """Limited to what two shares can differ by."""
        detectable = math.inf if self.detectable > 1 else self.detectable
        return replace(self, low=max(self.low, -1.0), high=min(self.high, 1.0), detectable=detectable)


def estimate_difference(
    before: Sequence[float], after: Sequence[float], clusters: Sequence[Hashable]
) -> Difference:
    """Compare the scores of the same cases in the same order.

    The test gives the clusters' differences random signs (Fisher's randomisation test).
    """
    scores = ClusteredScores.of(np.asarray(after, float) - np.asarray(before, float), clusters)
    count = len(scores.sums)
    if count < 2:
        return Difference(scores.mean, math.nan, math.nan, 1.0, math.nan, scores.n)
    if not scores.sums.any():
        # The most of the clusters that may differ and still none of these would (the rule of three).
        most = 1 - (1 - LEVEL) ** (1 / count)
        return Difference(0.0, -most, most, 1.0, most, scores.n)
    error = scores.standard_error
    reach = float(stats.t.ppf(1 - _TAIL, count - 1)) * error
    detectable = reach + float(stats.t.ppf(_POWER, count - 1)) * error
    differing = scores.sums[scores.sums != 0]
    test = stats.permutation_test(
        (np.pad(differing, (0, max(0, 2 - differing.size))),),  # it wants two observations
        lambda sample, axis: sample.sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_PERMUTATIONS,
        rng=np.random.default_rng(SEED),
    )
    mean = scores.mean
    return Difference(mean, mean - reach, mean + reach, float(test.pvalue), detectable, scores.n)


def correct_for_number(probabilities: Sequence[float]) -> list[float]:
    """The probabilities after Holm's correction for their number (Scand. J. Statist. 6, 1979)."""
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    corrected, least = [0.0] * len(probabilities), 0.0
    for rank, i in enumerate(order):
        least = max(least, min(1.0, probabilities[i] * (len(order) - rank)))
        corrected[i] = least
    return corrected
