"""A gate goes by the end of the interval, and by no means lets a leak through."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest

from eval.deciding.gate import Verdict, gate
from eval.deciding.junit import to_junit
from eval.deciding.policy import Policy
from tests.eval.deciding.made import case, made

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
