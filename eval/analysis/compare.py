"""Compare two runs over the same cases: what differs, how surely, and what the cases could have shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from eval.analysis.run import Run
from eval.analysis.statistics import LEVEL, Difference, correct_for_number, estimate_difference
from eval.errors import RunError
from eval.scorers.metrics import HEADLINE, METRICS, Aggregation, Metric


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """A metric in both runs, over the cases that have it in both; `p` is corrected for all metrics."""

    metric: Metric
    before: float
    after: float
    difference: Difference
    p: float

    @property
    def is_better(self) -> bool:
        """Whether the difference, be it chance or not, is for the better."""
        return self.difference.value != 0 and (self.difference.value > 0) == self.metric.higher_is_better

    @property
    def is_significant(self) -> bool:
        return self.p < 1 - LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gained` are the ids of cases that became right, `lost` of those that ceased to be.

    `left_out` counts the cases that are in one run only or differ; `changed` names what the runs were made
    of differently, a line each.
    """

    before: str
    after: str
    cases: int
    left_out: int
    changed: tuple[str, ...]
    rows: tuple[MetricComparison, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Compare case by case; raises RunError where the runs have no case in common.

    Quantities such as cost that are equal for all cases are left out.
    """
    common = [name for name, case in before.cases.items() if after.cases.get(name) == case]
    if not common:
        raise RunError(
            f"The runs {before.name!r} and {after.name!r} have no case in common; run the same suites."
        )
    paired = [metric for metric in METRICS.values() if metric.is_paired]
    rows = [row for metric in paired if (row := _compare_metric(metric, before, after, common))]
    corrected = correct_for_number([row.p for row in rows])
    old, new = _by_case(before, METRICS[HEADLINE]), _by_case(after, METRICS[HEADLINE])
    both = [name for name in common if name in old and name in new]
    return Comparison(
        before=before.name,
        after=after.name,
        cases=len(common),
        left_out=len(before.cases.keys() | after.cases.keys()) - len(common),
        changed=before.manifest.changes(after.manifest),
        rows=tuple(replace(row, p=p) for row, p in zip(rows, corrected, strict=True)),
        gained=tuple(name for name in both if new[name] > old[name]),
        lost=tuple(name for name in both if new[name] < old[name]),
    )


def _compare_metric(
    metric: Metric, before: Run, after: Run, common: Sequence[str]
) -> MetricComparison | None:
    old, new = _by_case(before, metric), _by_case(after, metric)
    both = [name for name in common if name in old and name in new]
    olds, news = [old[name] for name in both], [new[name] for name in both]
    if not both or (metric.aggregation is Aggregation.MEAN and olds == news):
        return None
    difference = estimate_difference(olds, news, [before.cases[name].cluster_key for name in both])
    if metric.aggregation is Aggregation.SHARE:
        difference = difference.of_shares()
    return MetricComparison(metric, fmean(olds), fmean(news), difference, difference.p)


def _by_case(run: Run, metric: Metric) -> Mapping[str, float]:
    """The mean of a metric over the repeats of each case."""
    items: dict[str, list[float]] = defaultdict(list)
    for case, score in run.scores_of(metric.scorer):
        items[case.id] += metric.items(score.value)
    return {case: fmean(values) for case, values in items.items() if values}
