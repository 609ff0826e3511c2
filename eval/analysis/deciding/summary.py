"""The figures of a run: each measure with its interval, over all cases and over slices of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.analysis.deciding.judged_run import ALL, JudgedRun
from eval.analysis.statistics.interval import Estimate, bootstrapped, bootstrapped_of, share
from eval.analysis.statistics.sample import Sample
from eval.datasets.case import Case
from eval.scorers.catalogue import MEASURES, How, Measure
from eval.scorers.clusters import cluster_of
from eval.scorers.score import Mark

# Fixed, so that the same run gives the same intervals to the digit.
SEED = 20_260_302


@dataclass(frozen=True, slots=True)
class Row:
    """A measure over a slice; the estimate's `n` is how many cases it has something to say of."""

    measure: Measure
    slice: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run, `all` first; what nothing is known of has no row."""

    run: str
    rows: tuple[Row, ...]

    def find(self, measure: str, of_slice: str = ALL) -> Row | None:
        """The row of a measure over a slice."""
        return next(
            (each for each in self.rows if (each.measure.name, each.slice) == (measure, of_slice)), None
        )


def summarise(run: JudgedRun, slices: Sequence[str] | None = None) -> Summary:
    """The figures of a run over these slices, or over all that there are."""
    rows = []
    for of_slice in run.slices if slices is None else slices:
        for measure in MEASURES:
            estimate = estimated(run, measure, of_slice)
            if estimate is not None:
                rows.append(Row(measure, of_slice, estimate))
    return Summary(run.name, tuple(rows))


def estimated(run: JudgedRun, measure: Measure, of_slice: str = ALL) -> Estimate | None:
    """A measure over a slice with its interval; None where no case of it is scored."""
    items, clusters, cases = _items(measure, run.marks_of(measure.score, of_slice))
    if not items:
        return None
    return replace(_estimate(measure, items, clusters), n=cases)


def _items(measure: Measure, found: Sequence[tuple[Case, Mark]]) -> tuple[list[float], list[str], int]:
    """What the measure takes of the marks, the cluster of each item, and from how many cases they come."""
    items: list[float] = []
    clusters: list[str] = []
    cases: set[str] = set()
    for case, mark in found:
        taken = measure.items(mark.value)
        items += taken
        clusters += [cluster_of(case)] * len(taken)
        if taken:
            cases.add(case.id)
    return items, clusters, len(cases)


def _estimate(measure: Measure, items: Sequence[float], clusters: Sequence[str]) -> Estimate:
    if measure.how is How.SHARE:
        return share(Sample.of(items, clusters))
    if measure.how is How.NUMBER:
        return bootstrapped(Sample.of(items, clusters), SEED)
    numbers = {name: float(i) for i, name in enumerate(dict.fromkeys(clusters))}
    members = np.array([numbers[each] for each in clusters])
    return bootstrapped_of(
        np.array(items), members, lambda values: float(np.percentile(values, measure.percentile)), SEED
    )
