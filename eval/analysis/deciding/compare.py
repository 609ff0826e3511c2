"""Two runs over the same cases: what differs, how surely, and what the cases could have shown at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import SEED
from eval.analysis.statistics.interval import LEVEL
from eval.analysis.statistics.paired import Difference, corrected, difference, of_shares
from eval.errors import FixTheRun
from eval.runner.facts import changed
from eval.scorers.catalogue import HEADLINE, MEASURES, How, Measure
from eval.scorers.clusters import cluster_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure in both runs, over the cases that it scored in both; `p` is corrected for all measures."""

    measure: Measure
    before: float
    after: float
    difference: Difference
    p: float

    @property
    def is_better(self) -> bool:
        """Whether the difference is one for the better, be it chance or not."""
        return self.difference.value != 0 and (self.difference.value > 0) == self.measure.higher_is_better

    @property
    def is_shown(self) -> bool:
        """Whether the difference is more than chance, with all measures in view."""
        return self.p < 1 - LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """`after` against `before`; `gained` are the ids of cases that became right, `lost` of those that ceased.

    `left_out` counts the cases that stand in one run only, or not alike in both; `changed` says in a line
    each what the runs were made of differently.
    """

    before: str
    after: str
    cases: int
    left_out: int
    changed: tuple[str, ...]
    rows: tuple[Compared, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare(before: JudgedRun, after: JudgedRun) -> Comparison:
    """Compares two runs case by case; raises FixTheRun where they have no case in common.

    Measures by which all cases are alike in time or money are left out: two sums of nothing say nothing.
    """
    common = [name for name, case in before.cases.items() if after.cases.get(name) == case]
    if not common:
        raise FixTheRun(
            f"The runs {before.name!r} and {after.name!r} have no case in common; run the same suites."
        )
    found = [_compared(each, before, after, common) for each in MEASURES if each.is_paired]
    rows = [each for each in found if each is not None]
    honest = corrected([each.p for each in rows])
    gained, lost = _flips(before, after, common)
    return Comparison(
        before=before.name,
        after=after.name,
        cases=len(common),
        left_out=len(before.cases.keys() | after.cases.keys()) - len(common),
        changed=changed(before.manifest, after.manifest),
        rows=tuple(
            Compared(each.measure, each.before, each.after, each.difference, p)
            for each, p in zip(rows, honest, strict=True)
        ),
        gained=gained,
        lost=lost,
    )


def _compared(
    measure: Measure, before: JudgedRun, after: JudgedRun, common: Sequence[str]
) -> Compared | None:
    one, other = _by_case(before, measure), _by_case(after, measure)
    both = [name for name in common if name in one and name in other]
    ours, theirs = [one[name] for name in both], [other[name] for name in both]
    if not both or (measure.how is How.NUMBER and ours == theirs):
        return None
    found = difference(ours, theirs, [cluster_of(before.cases[name]) for name in both], SEED)
    if measure.how is How.SHARE:
        found = of_shares(found)
    return Compared(measure, fmean(ours), fmean(theirs), found, found.p)


def _by_case(run: JudgedRun, measure: Measure) -> Mapping[str, float]:
    """The mean of a measure over the repeats of each case."""
    items: dict[str, list[float]] = defaultdict(list)
    for case, mark in run.marks_of(measure.score):
        items[case.id] += measure.items(mark.value)
    return {case: fmean(found) for case, found in items.items() if found}


def _flips(
    before: JudgedRun, after: JudgedRun, common: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cases that became right more often, and those that became right less often."""
    headline = next(each for each in MEASURES if each.name == HEADLINE)
    one, other = _by_case(before, headline), _by_case(after, headline)
    both = [name for name in common if name in one and name in other]
    return (
        tuple(name for name in both if other[name] > one[name]),
        tuple(name for name in both if other[name] < one[name]),
    )
