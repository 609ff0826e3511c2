"""A run with its scores, and its figures by metric and slice: what comparison, gate and reports look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eval.analysis.statistics import Estimate, estimate_mean, estimate_percentile, estimate_share
from eval.datasets.case import Case
from eval.judge.verdicts import read_verdicts
from eval.models import Result, ResultKey, Score
from eval.runner.manifest import Manifest
from eval.runner.run_folder import RunFolder
from eval.scorers.metrics import JUDGED, METRICS, Aggregation, Metric

ALL = "all"


@dataclass(frozen=True, slots=True)
class Run:
    """The cases by id, the results in their order, and the scores by result and scorer.

    `suites` names the suite of each case by its id; `judges` are the models that gave verdicts, each with
    its rubric.
    """

    manifest: Manifest
    cases: Mapping[str, Case]
    results: tuple[Result, ...]
    scores: Mapping[ResultKey, Mapping[str, Score]]
    suites: Mapping[str, str] = field(default_factory=dict)
    judges: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def load(cls, folder: RunFolder) -> Run:
        """Raises RunError where there is no run, or one that did not end."""
        cases = {case.id: case for case in folder.cases()}
        scores = folder.scores()
        verdicts = read_verdicts(folder.path)
        for verdict in verdicts:
            of_result = scores.setdefault((verdict.case, verdict.repeat), {})
            of_result[JUDGED] = Score(verdict.grade.worth, verdict.reason)
        judges = frozenset((verdict.model, verdict.rubric) for verdict in verdicts)
        return cls(folder.manifest(), cases, tuple(folder.results()), scores, folder.suites(), judges)

    @property
    def name(self) -> str:
        return self.manifest.name

    def scores_of(self, scorer: str, of_slice: str = ALL) -> list[tuple[Case, Score]]:
        """Every score of a scorer over a slice with its case, in the order of the results."""
        members = {case.id for case in self.cases.values() if of_slice in self.slices_of(case)}
        return [
            (self.cases[case], of_result[scorer])
            for (case, _), of_result in self.scores.items()
            if case in members and scorer in of_result
        ]

    def slices_of(self, case: Case) -> tuple[str, ...]:
        """The slices that a case belongs to: `all`, its language, suite and tags."""
        suite = self.suites.get(case.id)
        return (
            ALL,
            f"language:{case.language.value}",
            *([f"suite:{suite}"] if suite else []),
            *(f"tag:{tag}" for tag in dict.fromkeys(case.tags)),
        )

    @property
    def slices(self) -> list[str]:
        """`all`, then the others by the alphabet; a single suite is no slice of its own."""
        slices = {name for case in self.cases.values() for name in self.slices_of(case)}
        suites = {name for name in slices if name.startswith("suite:")}
        return sorted(slices - (suites if len(suites) == 1 else set()), key=lambda name: (name != ALL, name))

    def first_results(self) -> dict[str, Result]:
        return {result.case: result for result in reversed(self.results)}

    def estimate(self, metric: Metric, of_slice: str = ALL) -> Estimate | None:
        """A metric over a slice with its interval; None where no case of it is scored."""
        values: list[float] = []
        clusters: list[str] = []
        cases: set[str] = set()
        for case, score in self.scores_of(metric.scorer, of_slice):
            for item in metric.items(score.value):
                values.append(item)
                clusters.append(case.cluster_key)
                cases.add(case.id)
        if not values:
            return None
        match metric.aggregation:
            case Aggregation.SHARE:
                estimate = estimate_share(values, clusters)
            case Aggregation.MEAN:
                estimate = estimate_mean(values, clusters)
            case Aggregation.PERCENTILE:
                estimate = estimate_percentile(values, clusters, metric.percentile)
        return replace(estimate, n=len(cases))


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric over a slice; the estimate's `n` counts the cases that it is over."""

    metric: Metric
    slice: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run, `all` first; what is unknown has no row."""

    run: str
    rows: tuple[MetricRow, ...]

    def find(self, metric: str, of_slice: str = ALL) -> MetricRow | None:
        return next((row for row in self.rows if (row.metric.name, row.slice) == (metric, of_slice)), None)


def summarise(run: Run, slices: Sequence[str] | None = None) -> Summary:
    """The figures of a run over these slices, or over all that there are."""
    rows = [
        MetricRow(metric, of_slice, estimate)
        for of_slice in (run.slices if slices is None else slices)
        for metric in METRICS.values()
        if (estimate := run.estimate(metric, of_slice)) is not None
    ]
    return Summary(run.name, tuple(rows))
