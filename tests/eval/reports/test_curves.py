"""Outcomes, calibration and the refusal curve are what a person would count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.reports.curves import Step, calibration, refusal_curve
from eval.reports.outcomes import outcomes_of
from eval.runner.result import Kind, Result
from tests.eval.analysis.deciding.made import case, made
from tests.eval.reports.made import run


def test_each_result_has_the_outcome_that_says_most() -> None:
    assert {each.case.id: each.name for each in outcomes_of(run())} == {
        "fund": "right",
        "evil": "wrong answer",
        "silent": "right",
        "leak": "leaked",
        "needless": "needless refusal",
        "down": "failed",
    }


def test_a_case_that_does_not_say_what_is_right_is_not_scored() -> None:
    cases = [case("a"), case("b"), case("c")]
    results = (
        Result(case="a", kind=Kind.ANSWER, confidence=0.5),
        Result(case="b", kind=Kind.REFUSAL),
        Result(case="c", kind=Kind.ANSWER, confidence=0.9),
    )
    partly = replace(made(cases, {"right": [None, None, 1]}), results=results)
    assert [each.name for each in outcomes_of(partly)] == ["not scored", "needless refusal", "right"]
    assert refusal_curve(partly) == [Step(0.9, 1.0, 1.0)]


def test_a_leak_is_told_by_what_leaked() -> None:
    assert next(each.why for each in outcomes_of(run()) if each.name == "leaked") == "why leak"


def test_refusing_what_is_less_sure_leaves_fewer_answers_of_which_more_are_right() -> None:
    # Of six results three are answers with a confidence: 0.4 (wrong), 0.6 (a leak) and 0.9 (right).
    assert refusal_curve(run()) == [
        Step(0.4, 3 / 6, 1 / 3),
        Step(0.6, 2 / 6, 1 / 2),
        Step(0.9, 1 / 6, 1.0),
    ]


def test_answers_of_one_confidence_are_refused_together() -> None:
    cases = [case("a"), case("b")]
    results = tuple(Result(case=each.id, kind=Kind.ANSWER, confidence=0.5) for each in cases)
    alike = replace(made(cases, {"right": [1, 0]}), results=results)
    assert refusal_curve(alike) == [Step(0.5, 1.0, 0.5)]


def test_answers_of_like_confidence_are_counted_together() -> None:
    # Ten answers from 0.0 to 0.9, right from 0.5 on: five bins of two.
    cases = [case(f"c{i}") for i in range(10)]
    results = tuple(
        Result(case=each.id, kind=Kind.ANSWER, confidence=i / 10) for i, each in reversed([*enumerate(cases)])
    )
    bins = calibration(replace(made(cases, {"right": [0] * 5 + [1] * 5}), results=results))
    assert [each.confidence for each in bins] == pytest.approx([0.05, 0.25, 0.45, 0.65, 0.85])
    assert [each.right.value for each in bins] == [0, 0, 0.5, 1, 1]
    assert [each.right.n for each in bins] == [2] * 5


def test_without_confidences_there_is_neither() -> None:
    plain = made([case("a")], {"right": [1]})
    assert (calibration(plain), refusal_curve(plain)) == ([], [])
