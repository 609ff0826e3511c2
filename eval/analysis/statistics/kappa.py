"""Cohen's kappa: how far two who grade agree beyond what their habits alone would make them agree."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np

from eval.analysis.statistics.interval import Estimate, percentiles, resamplings, share
from eval.analysis.statistics.sample import Floats, Sample


def kappa(
    one: Sequence[Hashable], other: Sequence[Hashable], clusters: Sequence[Hashable], seed: int
) -> Estimate:
    """Unweighted kappa of two gradings of the same things (J. Cohen, Educ. Psychol. Meas. 20, 1960).

    The interval is that of resampled clusters; it reaches at least as far as that of the plain share of
    agreement would take kappa, since resamples of gradings that never disagree never disagree either. NaN
    where kappa or its interval is not defined: for one cluster alone, or where both give but one grade.
    """
    grades = list(dict.fromkeys((*one, *other)))
    tables = _tables(one, other, clusters, grades)
    whole = tables.sum(axis=0)
    value = float(_kappas(whole[None, :, :])[0])
    agreed = share(Sample.of([float(a == b) for a, b in zip(one, other, strict=True)], clusters))
    if math.isnan(value) or len(tables) < 2:
        return Estimate(value, math.nan, math.nan, len(one))
    again = _kappas(np.tensordot(resamplings(len(tables), seed), tables, axes=1))
    low, high = percentiles(again[~np.isnan(again)], len(tables))
    chance = float(_chances(whole[None, :, :])[0])
    least, most = ((end - chance) / (1 - chance) for end in (agreed.low, agreed.high))
    return Estimate(value, max(-1.0, min(low, least)), min(1.0, max(high, most)), len(one))


def _tables(
    one: Sequence[Hashable],
    other: Sequence[Hashable],
    clusters: Sequence[Hashable],
    grades: Sequence[Hashable],
) -> Floats:
    """How often one gave this grade and the other that, shape (clusters, grades, grades)."""
    place: dict[Hashable, int] = {}
    members = [place.setdefault(each, len(place)) for each in clusters]
    found = np.zeros((len(place), len(grades), len(grades)))
    for member, a, b in zip(members, one, other, strict=True):
        found[member, grades.index(a), grades.index(b)] += 1
    return found


def _kappas(tables: Floats) -> Floats:
    """The kappa of each table, NaN where chance alone explains all; tables have the shape (n, grades,
    grades).
    """
    agreed, chance = np.trace(tables, axis1=1, axis2=2) / tables.sum(axis=(1, 2)), _chances(tables)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1, (agreed - chance) / (1 - chance), np.nan)


def _chances(tables: Floats) -> Floats:
    """How often both would give the same grade if neither looked at what the other grades."""
    found: Floats = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1) / tables.sum(axis=(1, 2)) ** 2
    return found
