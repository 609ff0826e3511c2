"""The gate: a policy (TOML) of rules on the intervals of metrics, and a verdict on a run for each rule.

The judge's score counts only if people agree with the judge.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self
from xml.etree import ElementTree as Xml

from pydantic import AfterValidator, Field, ValidationError, model_validator

from eval.analysis.run import ALL, Run
from eval.analysis.statistics import Estimate, estimate_kappa, estimate_share
from eval.datasets.case import Case, StrictModel
from eval.errors import LabelError, PolicyError
from eval.judge.labels import Labels
from eval.judge.verdicts import Verdict
from eval.scorers.metrics import AUDIENCE, JUDGED, METRICS, Aggregation, Metric

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _known_metric(name: str) -> str:
    if name not in METRICS:
        raise ValueError(f"{name!r} is no score; there are {', '.join(METRICS)}")
    return name


def _known_slice(name: str) -> str:
    kind, colon, rest = name.partition(":")
    if name != ALL and not (kind in ("language", "suite", "tag") and colon and rest):
        raise ValueError(f"{name!r} is no slice; write all, language:…, suite:… or tag:…")
    return name


Bound = Annotated[float, Field(allow_inf_nan=False)]


class Rule(StrictModel):
    """A metric over a slice, and what the lower end of its interval must reach, or the upper end keep to.

    `always` demands the best value of every single case, for what must never happen. A rule on a metric that
    no case has is broken, unless it `may_be_unscored`.
    """

    score: Annotated[str, AfterValidator(_known_metric)]
    slice: Annotated[str, AfterValidator(_known_slice)] = ALL
    low_at_least: Bound | None = None
    high_at_most: Bound | None = None
    always: bool = False
    may_be_unscored: bool = False

    @model_validator(mode="after")
    def _check_bound(self) -> Self:
        if [self.low_at_least is None, self.high_at_most is None, not self.always].count(False) != 1:
            raise ValueError("it has one of low_at_least, high_at_most and always; write one of the three")
        if self.always:
            if self.metric.aggregation is not Aggregation.SHARE:
                raise ValueError(f"{self.score} is no share that could always be the best; write a bound")
        elif self.metric.higher_is_better == (self.low_at_least is None):
            higher = self.metric.higher_is_better
            better, bound = ("higher", "low_at_least") if higher else ("lower", "high_at_most")
            raise ValueError(f"{self.score} is better the {better} it is; write {bound}")
        return self

    @property
    def metric(self) -> Metric:
        return METRICS[self.score]

    def __str__(self) -> str:
        where = "" if self.slice == ALL else f" ({self.slice})"
        if self.always:
            return f"{self.score}{where}: always"
        bound = f"low ≥ {self.low_at_least:g}" if self.low_at_least is not None else ""
        return f"{self.score}{where}: {bound or f'high ≤ {self.high_at_most:g}'}"


class JudgePolicy(StrictModel):
    """The lower end of kappa's interval, between people and judge, from which the judge's score counts.

    `run` is the run whose answers people labelled; empty means the one that is gated.
    """

    kappa_at_least: Annotated[float, Field(gt=0, le=1)]
    run: str = ""


class Policy(StrictModel):
    """The rules of a gate. Whatever they say, what is for staff and was shown to the public fails a run."""

    rule: Annotated[tuple[Rule, ...], Field(min_length=1)]
    judge: JudgePolicy | None = None

    @model_validator(mode="after")
    def _check_judge(self) -> Self:
        if self.judge is None and any(rule.score == JUDGED for rule in self.rule):
            raise ValueError(
                f"a rule is on {JUDGED!r}; say in [judge] from which kappa it counts, as kappa_at_least = 0.6"
            )
        return self

    @classmethod
    def load(cls, path: Path) -> Policy:
        """Raises PolicyError with a line for each problem."""
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise PolicyError(f"{path} cannot be read as UTF-8; check the path and the file.") from problem
        except tomllib.TOMLDecodeError as problem:
            raise PolicyError(f"{path.name} is no TOML ({problem}); correct it.") from problem
        try:
            return cls.model_validate(values)
        except ValidationError as invalid:
            errors = invalid.errors()
            # Rules that are all wrong are also too few, which would only mislead.
            errors = [error for error in errors if len(error["loc"]) > 1] or errors
            lines = [_message(path.name, error["loc"], error["msg"]) for error in errors]
            raise PolicyError("\n".join(lines)) from invalid


def _message(file: str, loc: tuple[int | str, ...], message: str) -> str:
    """A line such as `gate.toml, rule 2, score: …`; rules are counted from 1."""
    if loc == ("rule",):
        return f"{file} has no rules; write one or more [[rule]]."
    steps = [f"rule {loc[1] + 1}", *loc[2:]] if len(loc) > 1 and isinstance(loc[1], int) else [*loc]
    where = ", ".join(map(str, [file, *steps]))
    return f"{where}: {message.removeprefix('Value error, ').rstrip('.')}."


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


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """Whether the run keeps a rule, and in a sentence what was found."""

    rule: str
    is_kept: bool
    found: str


def check_gate(run: Run, policy: Policy, agreement: Agreement | None = None) -> list[RuleVerdict]:
    """The verdicts; that nothing leaked is the first of them, whatever the policy says.

    Without the agreement of people with the judge no rule on its score is kept.
    """
    doubt = _doubt(run, policy.judge, agreement)
    return [
        _check_leaks(run),
        *(
            RuleVerdict(str(rule), False, doubt) if doubt and rule.score == JUDGED else _check(run, rule)
            for rule in policy.rule
        ),
    ]


def _doubt(run: Run, policy: JudgePolicy | None, agreement: Agreement | None) -> str:
    """Why the judge's score does not count; empty where people agree with it enough."""
    if policy is None:
        return ""
    if agreement is None:
        return "nobody has labelled answers to compare the judge with; `concord-eval label` writes the file"
    if run.judges - {(agreement.model, agreement.rubric)}:
        return (
            f"people were compared with {agreement.model} under {agreement.rubric}, the run has another judge"
        )
    kappa = agreement.kappa
    if kappa.low >= policy.kappa_at_least:
        return ""
    ends = "no interval" if math.isnan(kappa.low) else f"{kappa.low:.3f} to {kappa.high:.3f}"
    return (
        f"the judge's kappa with people is {kappa.value:.3f}, {ends} over {kappa.n} answers; its score "
        f"counts from a lower end of {policy.kappa_at_least:g}"
    )


def _check_leaks(run: Run) -> RuleVerdict:
    rule = "nothing for staff is shown to the public"
    scores = run.scores_of(AUDIENCE)
    leaks = [f"{case.id}: {score.explanation}" for case, score in scores if score.value < 1]
    return RuleVerdict(rule, not leaks, _first_of(leaks) or f"no leak in {len(scores)} answers to the public")


def _check(run: Run, rule: Rule) -> RuleVerdict:
    estimate = run.estimate(rule.metric, rule.slice)
    if estimate is None:
        if rule.may_be_unscored:
            return RuleVerdict(str(rule), True, "no case is scored, which this rule allows")
        return RuleVerdict(str(rule), False, "no case is scored; a rule that nothing is known of is not kept")
    if rule.always:
        return _check_always(run, rule)
    if math.isnan(estimate.low):
        found = f"{estimate.value:.3f}, of cases that all go together: no interval"
        return RuleVerdict(str(rule), False, found)
    if rule.low_at_least is not None:
        is_kept = estimate.low >= rule.low_at_least
    else:
        is_kept = rule.high_at_most is not None and estimate.high <= rule.high_at_most
    found = f"{estimate.value:.3f}, {estimate.low:.3f} to {estimate.high:.3f} over {estimate.n} cases"
    return RuleVerdict(str(rule), is_kept, found)


def _check_always(run: Run, rule: Rule) -> RuleVerdict:
    """Whether every case of the slice has the best value that there is."""
    best = 1.0 if rule.metric.higher_is_better else 0.0
    items = [
        (case, score, set(rule.metric.items(score.value)))
        for case, score in run.scores_of(rule.metric.scorer, rule.slice)
    ]
    bad = [
        f"{case.id}: {score.explanation}" if score.explanation else case.id
        for case, score, values in items
        if values - {best}
    ]
    count = sum(bool(values) for _, _, values in items)
    return RuleVerdict(str(rule), not bad, _first_of(bad) or f"without exception in {count} answers")


def _first_of(problems: Sequence[str]) -> str:
    if not problems:
        return ""
    return problems[0] + (f", and {len(problems) - 1} more" if len(problems) > 1 else "")


def to_junit(run: str, verdicts: Sequence[RuleVerdict]) -> str:
    failed = sum(not verdict.is_kept for verdict in verdicts)
    counts = {"tests": str(len(verdicts)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suite = Xml.Element("testsuite", {"name": _to_xml(f"concord-eval gate {run}"), **counts})
    for verdict in verdicts:
        names = {"classname": _to_xml(run), "name": _to_xml(verdict.rule)}
        case = Xml.SubElement(suite, "testcase", names)
        if verdict.is_kept:
            Xml.SubElement(case, "system-out").text = _to_xml(verdict.found)
        else:
            Xml.SubElement(case, "failure", {"message": _to_xml(verdict.found)})
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suite, encoding="unicode") + "\n"


def _to_xml(text: str) -> str:
    return _NOT_XML.sub("�", text)
