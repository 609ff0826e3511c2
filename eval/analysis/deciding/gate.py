"""The gate: whether a run keeps the rules of a policy, a verdict for each rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.policy import JudgePolicy, Policy, Rule
from eval.analysis.deciding.summary import estimated
from eval.analysis.statistics.interval import Estimate
from eval.judge.agreement import Agreement
from eval.scorers.catalogue import AUDIENCE, JUDGED, Measure, measure


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule, whether the run keeps it, and in a sentence what was found."""

    rule: str
    is_kept: bool
    found: str


def gate(run: JudgedRun, policy: Policy, agreement: Agreement | None = None) -> list[Verdict]:
    """The verdicts; that nothing leaked is the first of them, whatever the policy says.

    `agreement` is that of people with the judge, without which no rule on its score is kept.
    """
    doubt = _doubt(run, policy.judge, agreement)
    return [
        _nothing_leaked(run),
        *(
            Verdict(str(rule), False, doubt) if doubt and rule.score == JUDGED else _judged(run, rule)
            for rule in policy.rule
        ),
    ]


def _doubt(run: JudgedRun, wanted: JudgePolicy | None, agreement: Agreement | None) -> str:
    """Why the judge's score does not count, in a sentence; empty where people agree with it enough."""
    if wanted is None:
        return ""
    if agreement is None:
        return "nobody has labelled answers to compare the judge with; `concord-eval label` writes the file"
    if run.judges - {(agreement.model, agreement.rubric)}:
        return (
            f"people were compared with {agreement.model} under {agreement.rubric}, the run has another judge"
        )
    found = agreement.kappa
    if found.low >= wanted.kappa_at_least:
        return ""
    ends = "no interval" if math.isnan(found.low) else f"{found.low:.3f} to {found.high:.3f}"
    return (
        f"the judge's kappa with people is {found.value:.3f}, {ends} over {found.n} answers; its score "
        f"counts from a lower end of {wanted.kappa_at_least:g}"
    )


def _nothing_leaked(run: JudgedRun) -> Verdict:
    rule = "nothing for staff is shown to the public"
    leaks = [(case, mark) for case, mark in run.marks_of(AUDIENCE) if mark.value < 1]
    if leaks:
        case, mark = leaks[0]
        return Verdict(rule, False, f"{case.id}: {mark.why}{_more(leaks)}")
    return Verdict(rule, True, f"no leak in {len(run.marks_of(AUDIENCE))} answers to the public")


def _judged(run: JudgedRun, rule: Rule) -> Verdict:
    of = measure(rule.score)
    estimate = estimated(run, of, rule.slice) if of is not None else None
    if of is None or estimate is None:
        return _unscored(rule)
    if rule.always:
        return _without_exception(run, rule, of)
    if math.isnan(estimate.low):
        return Verdict(str(rule), False, f"{estimate.value:.3f}, of cases that all go together: no interval")
    found = f"{estimate.value:.3f}, {estimate.low:.3f} to {estimate.high:.3f} over {estimate.n} cases"
    return Verdict(str(rule), _keeps(rule, estimate), found)


def _unscored(rule: Rule) -> Verdict:
    if rule.may_be_unscored:
        return Verdict(str(rule), True, "no case is scored, which this rule allows")
    return Verdict(str(rule), False, "no case is scored; a rule that nothing is known of is not kept")


def _without_exception(run: JudgedRun, rule: Rule, of: Measure) -> Verdict:
    """Whether every case of the slice has the best value that there is."""
    best = 1.0 if of.higher_is_better else 0.0
    scored = [(case, mark) for case, mark in run.marks_of(of.score, rule.slice) if of.items(mark.value)]
    short = [(case, mark) for case, mark in scored if set(of.items(mark.value)) != {best}]
    if short:
        case, mark = short[0]
        why = f": {mark.why}" if mark.why else ""
        return Verdict(str(rule), False, f"{case.id}{why}{_more(short)}")
    return Verdict(str(rule), True, f"without exception in {len(scored)} answers")


def _more(found: Sequence[object]) -> str:
    return f", and {len(found) - 1} more" if len(found) > 1 else ""


def _keeps(rule: Rule, estimate: Estimate) -> bool:
    if rule.low_at_least is not None:
        return estimate.low >= rule.low_at_least
    return rule.high_at_most is not None and estimate.high <= rule.high_at_most
