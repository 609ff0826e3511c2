"""How far people agree with the judge: what its score has to show before a gate listens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.analysis.statistics.interval import Estimate, share
from eval.analysis.statistics.kappa import kappa
from eval.analysis.statistics.sample import Sample
from eval.datasets.case import Case
from eval.errors import FixTheLabels
from eval.judge.labels import Labels
from eval.judge.verdict import Verdict
from eval.scorers.clusters import cluster_of

_SEED = 20_260_302


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kappa and the plain share of agreement over the labelled answers that the judge has a verdict on.

    `unjudged` counts the labelled answers without one; `model` and `rubric` are the judge's.
    """

    kappa: Estimate
    raw: Estimate
    unjudged: int
    model: str
    rubric: str


def agreement(cases: Mapping[str, Case], verdicts: Sequence[Verdict], labels: Labels) -> Agreement:
    """The agreement of verdicts and labels; raises FixTheLabels where no answer has both."""
    unknown = next((case for case, _ in labels if case not in cases), None)
    if unknown is not None:
        raise FixTheLabels(f"The run has no case {unknown!r}; take the labels that were made of this run.")
    both = [each for each in verdicts if (each.case, each.repeat) in labels]
    if not both:
        raise FixTheLabels("No labelled answer has a verdict; label answers of this run that have one.")
    ours = [each.grade for each in both]
    theirs = [labels[each.case, each.repeat] for each in both]
    clusters = [cluster_of(cases[each.case]) for each in both]
    agreed = [float(one is other) for one, other in zip(ours, theirs, strict=True)]
    return Agreement(
        kappa=kappa(ours, theirs, clusters, _SEED),
        raw=share(Sample.of(agreed, clusters)),
        unjudged=len(labels) - len(both),
        model=both[0].model,
        rubric=both[0].rubric,
    )
