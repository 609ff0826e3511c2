"""The agreement of people with the judge, which a gate asks for before it uses the judge's score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.analysis.statistics import Estimate, estimate_kappa, estimate_share
from eval.datasets.case import Case
from eval.errors import LabelError
from eval.judge.labels import Labels
from eval.judge.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa and the share of agreement over the labelled answers that have a verdict.

    `unjudged` counts the labelled answers without one; `model` and `rubric` are the judge's.
    """

    kappa: Estimate
    share: Estimate
    unjudged: int
    model: str
    rubric: str


def measure_agreement(cases: Mapping[str, Case], verdicts: Sequence[Verdict], labels: Labels) -> Agreement:
    """Raises LabelError where no answer has both verdict and label, or a label's case is unknown."""
    unknown = next((case for case, _ in labels if case not in cases), None)
    if unknown is not None:
        raise LabelError(f"The run has no case {unknown!r}; take the labels that were made of this run.")
    both = [verdict for verdict in verdicts if (verdict.case, verdict.repeat) in labels]
    if not both:
        raise LabelError("No labelled answer has a verdict; label answers of this run that have one.")
    judged = [verdict.grade for verdict in both]
    labelled = [labels[verdict.case, verdict.repeat] for verdict in both]
    clusters = [cases[verdict.case].cluster_key for verdict in both]
    agreed = [float(one is other) for one, other in zip(judged, labelled, strict=True)]
    return Agreement(
        kappa=estimate_kappa(judged, labelled, clusters),
        share=estimate_share(agreed, clusters),
        unjudged=len(labels) - len(both),
        model=both[0].model,
        rubric=both[0].rubric,
    )
