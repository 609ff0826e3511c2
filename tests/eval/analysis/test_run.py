"""A run is summed up by metric and slice, and compared with another case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.analysis.compare import compare
from eval.analysis.run import Run, summarise
from eval.analysis.statistics import Estimate, estimate_share
from eval.errors import RunError
from eval.models import Score
from eval.scorers.metrics import METRICS
from tests.eval.samples import make_run, own_case

CASES = [own_case(f"c{i}") for i in range(10)]


def estimate(run: Run, metric: str, of_slice: str = "all") -> Estimate:
    found = run.estimate(METRICS[metric], of_slice)
    assert found is not None
    return found


def test_a_score_is_summed_up_over_all_and_over_each_slice() -> None:
    cases = [
        own_case("a", tags=["figures"]),
        own_case("b", tags=["figures", "dates"]),
        own_case("c", language="ko"),
    ]
    run = make_run(cases, {"right": [1, 0, 1]})
    assert run.slices == ["all", "language:en", "language:ko", "tag:dates", "tag:figures"]
    values = {(row.metric.name, row.slice): row.estimate.value for row in summarise(run).rows}
    assert values == {
        ("right", "all"): pytest.approx(2 / 3),
        ("right", "language:en"): 0.5,
        ("right", "language:ko"): 1.0,
        ("right", "tag:dates"): 0.0,
        ("right", "tag:figures"): 0.5,
    }
    assert summarise(run) == summarise(run)


def test_suites_are_slices_where_there_are_several() -> None:
    run = make_run(CASES[:2], {"right": [1, 0]})
    assert replace(run, suites={"c0": "one", "c1": "one"}).slices == ["all", "language:en"]
    two = replace(run, suites={"c0": "one", "c1": "two"})
    assert two.slices == ["all", "language:en", "suite:one", "suite:two"]
    assert [estimate(two, "right", f"suite:{name}").value for name in ("one", "two")] == [1.0, 0.0]


def test_what_is_unscored_counts_for_nothing() -> None:
    run = make_run(CASES[:3], {"f1": [1.0, None, 0.5], "cost": [None, None, None]})
    assert (estimate(run, "f1").value, estimate(run, "f1").n) == (0.75, 2)
    assert summarise(run).find("cost") is None
    assert summarise(run, ["tag:none"]).rows == ()


def test_cases_of_one_document_count_as_going_together() -> None:
    gold = {"gold": [{"document": "one.md"}]}
    values = [1.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    together = make_run([own_case(n, **(gold if n in "abe" else {})) for n in "abcdef"], {"right": values})
    assert estimate(together, "right") == estimate_share(values, ["one", "one", "c", "d", "one", "f"])


def test_refusals_are_summed_up_over_the_run() -> None:
    # 1 refused needlessly, 2 answered though it cannot be, 3 rightly refused, 0 answered.
    run = make_run(CASES[:7], {"refusals": [3, 3, 3, 2, 1, 1, 0]})
    names = ("refusal_precision", "refusal_recall", "refusal_f1", "needless_refusals")
    values = [estimate(run, name).value for name in names]
    assert values == pytest.approx([3 / 5, 3 / 4, 2 * 3 / (5 + 4), 2 / 3])
    assert [estimate(run, name).n for name in names] == [5, 4, 6, 3]


def test_seconds_are_summed_up_by_percentiles() -> None:
    cases = [own_case(f"c{i}") for i in range(101)]
    run = make_run(cases, {"seconds": [i / 100 for i in range(101)]})
    half, most = estimate(run, "seconds_p50"), estimate(run, "seconds_p95")
    assert [half.value, most.value] == pytest.approx([0.50, 0.95])
    assert half.low < 0.5 < half.high < most.low


def test_repeats_are_items_of_one_case() -> None:
    run = make_run(CASES[:2], {"right": [1, 0]})
    again = replace(run, scores={**run.scores, ("c0", 1): {"right": Score(0.0)}})
    assert estimate(again, "right").value == pytest.approx(1 / 3)
    assert estimate(again, "right").n == 2


def test_a_difference_is_told_with_its_probability_and_what_flipped() -> None:
    before = make_run(CASES, {"right": [0] * 8 + [1, 1], "language": [1] * 10}, "before")
    after = make_run(CASES, {"right": [1] * 8 + [1, 0], "language": [1] * 10}, "after")
    comparison = compare(before, after)
    row = comparison.rows[0]
    assert (comparison.before, comparison.after) == ("before", "after")
    assert (comparison.cases, comparison.left_out) == (10, 0)
    assert [row.before, row.after, row.difference.value] == pytest.approx([0.2, 0.9, 0.7])
    # Of the 2^9 signs of 9 cases that differ, the sum is 7 or more in 1 + 9, and as often the other way;
    # and there are two metrics to correct for.
    assert row.p == pytest.approx(2 * 20 / 512)
    assert row.is_better
    assert row.difference.low > 0
    assert (comparison.gained, comparison.lost) == (tuple(f"c{i}" for i in range(8)), ("c9",))


def test_only_cases_that_are_alike_and_scored_in_both_are_compared() -> None:
    before = make_run(CASES[:3], {"f1": [0.5, None, 1.0]})
    row = compare(before, make_run(CASES[:3], {"f1": [0.7, 0.1, None]})).rows[0]
    assert (row.before, row.after, row.difference.n) == (0.5, 0.7, 1)
    changed = make_run([CASES[0], own_case("c1", question="Another?"), own_case("new")], {"right": [1, 0, 0]})
    comparison = compare(make_run(CASES[:3], {"right": [1, 1, 1]}), changed)
    # c1 is another, c2 is gone and `new` is new.
    assert (comparison.cases, comparison.left_out, comparison.lost) == (1, 3, ())
    with pytest.raises(RunError, match="no case in common"):
        compare(before, make_run([own_case("new")], {"right": [1]}))


def test_less_of_what_is_better_low_is_better_and_equal_costs_are_left_out() -> None:
    before, after = (make_run(CASES, {"seconds": [more + i for i in range(10)]}) for more in (2.0, 1.0))
    (row,) = compare(before, after).rows
    assert (row.metric.name, row.is_better) == ("seconds", True)
    assert row.difference.value == pytest.approx(-1.0)
    assert compare(before, before).rows == ()


def test_what_depends_on_what_each_run_refused_is_not_paired() -> None:
    before = make_run(CASES[:4], {"refusals": [3, 2, 1, 0]})
    after = make_run(CASES[:4], {"refusals": [3, 3, 0, 0]})
    rows = {row.metric.name: (row.before, row.after, row.is_better) for row in compare(before, after).rows}
    assert rows == {"refusal_recall": (0.5, 1.0, True), "needless_refusals": (0.5, 0.0, True)}
