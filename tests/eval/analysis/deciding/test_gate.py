"""A gate goes by the end of the interval, and by no means lets a leak through."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from eval.analysis.deciding.gate import Verdict, gate
from eval.analysis.deciding.junit import to_junit
from eval.analysis.deciding.policy import Policy
from tests.eval.analysis.deciding.made import case, made

CASES = [case(f"c{i}", tags=["one"] if i == 0 else []) for i in range(20)]
RUN = made(CASES, {"right": [1] * 18 + [0, 0], "seconds": [0.1 * i for i in range(20)], "audience": [1] * 20})


def _policy(**rule: object) -> Policy:
    return Policy.model_validate({"rule": [rule]})


@pytest.mark.parametrize(
    ("rule", "is_kept"),
    [
        # 18 of 20 are 0.9; Wilson's interval with Student's t of 19 degrees begins near 0.69.
        ({"score": "right", "low_at_least": 0.6}, True),
        ({"score": "right", "low_at_least": 0.85}, False),
        # The median is 0.95 s, and the end of its interval beyond it.
        ({"score": "seconds_p50", "high_at_most": 1.0}, False),
        ({"score": "seconds_p50", "high_at_most": 1.9}, True),
        ({"score": "cost", "high_at_most": 1.0}, False),  # nothing is known of it
        ({"score": "right", "slice": "tag:one", "low_at_least": 0.0}, False),  # one case has no interval
    ],
)
def test_a_rule_is_kept_by_the_end_of_the_interval(rule: dict[str, object], is_kept: bool) -> None:
    leaks, verdict = gate(RUN, _policy(**rule))
    assert leaks.is_kept
    assert verdict.is_kept is is_kept


def test_a_score_that_no_case_has_breaks_a_rule_unless_it_says_otherwise() -> None:
    lacking, allowed = (
        gate(RUN, _policy(score="cost", high_at_most=1.0, may_be_unscored=allowed))[1]
        for allowed in (False, True)
    )
    assert (lacking.is_kept, allowed.is_kept) == (False, True)
    assert allowed.found == "no case is scored, which this rule allows"


def test_what_must_always_hold_is_broken_by_a_single_case() -> None:
    # 199 of 200 have an interval from near 0.97: no bound on it would tell this run from one without a fault.
    cases = [case(f"c{i}", tags=["odd"] if i == 7 else []) for i in range(200)]
    marks: dict[str, list[float | None]] = {
        "quotes_to_the_letter": [0.5 if i == 7 else 1.0 for i in range(200)],
        "refusals": [0] * 200,
    }
    run = made(cases, marks)
    rules = [
        {"score": "quotes_to_the_letter", "always": True},
        {"score": "quotes_to_the_letter", "always": True, "slice": "language:en"},
        {"score": "needless_refusals", "always": True},
    ]
    _, broken, sliced, never = gate(run, Policy.model_validate({"rule": rules}))
    assert (broken.is_kept, broken.found) == (False, "c7: why c7")
    assert not sliced.is_kept
    assert (never.is_kept, never.found) == (True, "without exception in 200 answers")


def test_a_rule_can_be_on_one_suite() -> None:
    run = replace(RUN, suites={f"c{i}": "good" if i < 18 else "bad" for i in range(20)})
    good = gate(run, _policy(score="right", slice="suite:good", low_at_least=0.7))[1]
    assert (good.is_kept, good.found.endswith("over 18 cases")) == (True, True)
    assert not gate(run, _policy(score="right", slice="suite:bad", low_at_least=0.1))[1].is_kept


def test_a_verdict_says_what_was_found() -> None:
    verdict = gate(RUN, _policy(score="right", low_at_least=0.85))[1]
    assert verdict.rule == "right: low ≥ 0.85"
    assert verdict.found.startswith("0.900, 0.6")
    assert verdict.found.endswith("over 20 cases")


def test_a_rule_on_cases_that_all_go_together_says_why_it_is_not_kept() -> None:
    verdict = gate(RUN, _policy(score="right", slice="tag:one", low_at_least=0.0))[1]
    assert verdict.found == "1.000, of cases that all go together: no interval"


def test_one_leak_fails_a_run_whatever_the_policy_says() -> None:
    leaky = made(CASES, {"right": [1] * 20, "audience": [1] * 18 + [0, 0]})
    first = gate(leaky, _policy(score="right", low_at_least=0.1))[0]
    assert first == Verdict("nothing for staff is shown to the public", False, "c18: why c18, and 1 more")


def test_junit_has_a_test_case_for_each_rule() -> None:
    text = to_junit("a <b>", [Verdict("one", True, "fine"), Verdict("two & three", False, 'bad \x01 "x"')])
    suite = Xml.fromstring(text)
    assert suite.attrib["tests"] == "2"
    assert suite.attrib["failures"] == "1"
    cases = suite.findall("testcase")
    assert [each.attrib["name"] for each in cases] == ["one", "two & three"]
    assert cases[0].find("failure") is None
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.attrib["message"] == 'bad � "x"'
