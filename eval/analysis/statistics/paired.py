"""Whether two runs over the same cases differ: the difference, a test, and what the suite could have seen."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from eval.analysis.statistics.interval import LEVEL
from eval.analysis.statistics.sample import Floats, Sample

_TAIL = (1 - LEVEL) / 2
_POWER = 0.8
# All ways of giving signs are tried up to so many clusters that differ; beyond, so many drawn ones.
_EXACT = 14
_DRAWN = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """B less A over `n` cases that both scored, with an interval of 95 % and the probability of chance.

    `p` is two-sided; `detectable` the smallest true difference that these cases would have shown four times
    in five. The interval and `detectable` are NaN where fewer than two clusters are there, and infinite where
    not even the largest difference that there can be would have been shown.
    """

    value: float
    low: float
    high: float
    p: float
    detectable: float
    n: int


def of_shares(found: Difference) -> Difference:
    """The difference of two shares, which is no more than a whole point either way."""
    detectable = math.inf if found.detectable > 1 else found.detectable
    return replace(found, low=max(found.low, -1.0), high=min(found.high, 1.0), detectable=detectable)


def difference(
    before: Sequence[float], after: Sequence[float], clusters: Sequence[Hashable], seed: int
) -> Difference:
    """Compares the scores, from 0 to 1, of the same cases in the same order."""
    sample = Sample.of(np.asarray(after, float) - np.asarray(before, float), clusters)
    count, error = len(sample.sums), sample.standard_error
    if count < 2:
        return Difference(sample.mean, math.nan, math.nan, 1.0, math.nan, sample.n)
    if not sample.sums.any():
        # The most of the clusters that may differ and still none of these would (the rule of three), each
        # by a whole point.
        most = 1 - (1 - LEVEL) ** (1 / count)
        return Difference(0.0, -most, most, 1.0, most, sample.n)
    reach = float(stats.t.ppf(1 - _TAIL, count - 1)) * error
    seen = reach + float(stats.t.ppf(_POWER, count - 1)) * error
    p = _p_of_signs(sample.sums, seed)
    return Difference(sample.mean, sample.mean - reach, sample.mean + reach, p, seen, sample.n)


def corrected(probabilities: Sequence[float]) -> list[float]:
    """The probabilities after Holm's correction for their number (Scand. J. Statist. 6, 1979)."""
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    found, least = [0.0] * len(probabilities), 0.0
    for rank, i in enumerate(order):
        least = max(least, min(1.0, probabilities[i] * (len(order) - rank)))
        found[i] = least
    return found


def _p_of_signs(sums: Floats, seed: int) -> float:
    """How often signs given at random make as large a sum, either way (Fisher's randomisation test).

    If A and B are alike, each cluster's difference may as well have had the other sign.
    """
    differing = sums[sums != 0]
    if not differing.size:
        return 1.0
    seen = abs(differing.sum()) - 1e-9
    if differing.size <= _EXACT:
        signs = 1.0 - 2.0 * ((np.arange(2**differing.size)[:, None] >> np.arange(differing.size)) & 1)
        return float(np.mean(np.abs(signs @ differing) >= seen))
    generator = np.random.default_rng(seed)
    signs = generator.choice([-1.0, 1.0], size=(_DRAWN, differing.size))
    # What was seen counts as one of the draws, so that the probability is never 0 (Davison and Hinkley, 4.2).
    return float((np.sum(np.abs(signs @ differing) >= seen) + 1) / (_DRAWN + 1))
