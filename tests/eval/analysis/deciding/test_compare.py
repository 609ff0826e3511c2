"""Two runs are compared case by case, with what is chance told from what is not."""

from __future__ import annotations

import pytest

from eval.analysis.deciding.compare import compare
from eval.errors import FixTheRun
from tests.eval.analysis.deciding.made import case, made

CASES = [case(f"c{i}") for i in range(10)]


def test_a_difference_is_told_with_its_probability_and_what_flipped() -> None:
    before = made(CASES, {"right": [0] * 8 + [1, 1]}, "before")
    after = made(CASES, {"right": [1] * 8 + [1, 0]}, "after")
    found = compare(before, after)
    row = found.rows[0]
    assert (found.before, found.after, found.cases, found.left_out) == ("before", "after", 10, 0)
    assert [row.before, row.after, row.difference.value] == pytest.approx([0.2, 0.9, 0.7])
    # Of the 2^9 signs of 9 cases that differ, the sum is 7 or more in 1 + 9, and as often the other way.
    assert row.p == pytest.approx(20 / 512)
    assert row.is_better
    assert row.difference.low > 0
    assert found.gained == tuple(f"c{i}" for i in range(8))
    assert found.lost == ("c9",)


def test_probabilities_are_corrected_for_the_number_of_measures() -> None:
    one, two = [0] * 8 + [1, 1], [1] * 8 + [1, 0]
    before = made(CASES, {"right": one, "language": [1] * 10})
    after = made(CASES, {"right": two, "language": [1] * 10})
    assert compare(before, after).rows[0].p == pytest.approx(2 * 20 / 512)


def test_only_cases_that_both_scored_are_compared() -> None:
    before = made(CASES[:3], {"f1": [0.5, None, 1.0]})
    after = made(CASES[:3], {"f1": [0.7, 0.1, None]})
    row = compare(before, after).rows[0]
    assert (row.before, row.after, row.difference.n) == (0.5, 0.7, 1)


def test_cases_that_are_others_now_are_left_out() -> None:
    before = made(CASES[:3], {"right": [1, 1, 1]})
    changed = made([CASES[0], case("c1", question="Another?"), case("new")], {"right": [1, 0, 0]})
    found = compare(before, changed)
    # c1 is another, c2 is gone and `new` is new.
    assert (found.cases, found.left_out, found.lost) == (1, 3, ())
    with pytest.raises(FixTheRun, match="no case in common"):
        compare(before, made([case("new")], {"right": [1]}))


def test_less_of_what_is_better_low_is_better() -> None:
    before, after = (made(CASES, {"seconds": [each + i for i in range(10)]}) for each in (2.0, 1.0))
    row = compare(before, after).rows[0]
    assert row.measure.name == "seconds"
    assert row.difference.value == pytest.approx(-1.0)
    assert row.is_better
    assert [row.measure.name for row in compare(before, before).rows] == []


def test_what_depends_on_what_each_run_refused_is_not_paired() -> None:
    before = made(CASES[:4], {"refusals": [3, 2, 1, 0]})
    after = made(CASES[:4], {"refusals": [3, 3, 0, 0]})
    rows = {row.measure.name: (row.before, row.after, row.is_better) for row in compare(before, after).rows}
    assert rows == {"refusal_recall": (0.5, 1.0, True), "needless_refusals": (0.5, 0.0, True)}
