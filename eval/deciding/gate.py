"""The gate: whether a run keeps the rules of a policy, a verdict for each rule."""

from __future__ import annotations

import math
from dataclasses import dataclass

from eval.deciding.judged_run import JudgedRun
from eval.deciding.policy import Policy, Rule
from eval.deciding.summary import estimated
from eval.scores.catalogue import AUDIENCE, measure
from eval.statistics.interval import Estimate


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule, whether the run keeps it, and in a sentence what was found."""

    rule: str
    is_kept: bool
    found: str


def gate(run: JudgedRun, policy: Policy) -> list[Verdict]:
    """The verdicts; that nothing leaked is the first of them, whatever the policy says."""
    return [_nothing_leaked(run), *(_judged(run, rule) for rule in policy.rule)]


def _nothing_leaked(run: JudgedRun) -> Verdict:
    rule = "nothing for staff is shown to the public"
    leaks = [(case, mark) for case, mark in run.marks_of(AUDIENCE) if mark.value < 1]
    if leaks:
        case, mark = leaks[0]
        more = f", and {len(leaks) - 1} more" if len(leaks) > 1 else ""
        return Verdict(rule, False, f"{case.id}: {mark.why}{more}")
    return Verdict(rule, True, f"no leak in {len(run.marks_of(AUDIENCE))} answers to the public")


def _judged(run: JudgedRun, rule: Rule) -> Verdict:
    of = measure(rule.score)
    estimate = estimated(run, of, rule.slice) if of is not None else None
    if estimate is None:
        return Verdict(str(rule), False, "no case is scored; a rule that nothing is known of is not kept")
    if math.isnan(estimate.low):
        return Verdict(str(rule), False, f"{estimate.value:.3f}, of cases that all go together: no interval")
    found = f"{estimate.value:.3f}, {estimate.low:.3f} to {estimate.high:.3f} over {estimate.n} cases"
    return Verdict(str(rule), _keeps(rule, estimate), found)


def _keeps(rule: Rule, estimate: Estimate) -> bool:
    if rule.low_at_least is not None:
        return estimate.low >= rule.low_at_least
    return rule.high_at_most is not None and estimate.high <= rule.high_at_most
