"""A run is summed up by measure and slice, with intervals, and nothing unscored counts."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import estimated, summarise
from eval.analysis.statistics.interval import Estimate, share
from eval.analysis.statistics.sample import Sample
from eval.scorers.catalogue import measure
from eval.scorers.score import Mark
from tests.eval.analysis.deciding.made import case, made


def _of(run: JudgedRun, name: str, of_slice: str = "all") -> Estimate:
    of = measure(name)
    assert of is not None
    found = estimated(run, of, of_slice)
    assert found is not None
    return found


def test_a_score_is_summed_up_over_all_and_over_each_slice() -> None:
    cases = [case("a", tags=["figures"]), case("b", tags=["figures", "dates"]), case("c", language="ko")]
    run = made(cases, {"right": [1, 0, 1]})
    assert run.slices == ["all", "language:en", "language:ko", "tag:dates", "tag:figures"]
    values = {(row.measure.name, row.slice): row.estimate.value for row in summarise(run).rows}
    assert values == {
        ("right", "all"): pytest.approx(2 / 3),
        ("right", "language:en"): 0.5,
        ("right", "language:ko"): 1.0,
        ("right", "tag:dates"): 0.0,
        ("right", "tag:figures"): 0.5,
    }


def test_suites_are_slices_where_there_are_several() -> None:
    run = made([case("a"), case("b")], {"right": [1, 0]})
    assert replace(run, suites={"a": "one", "b": "one"}).slices == ["all", "language:en"]
    two = replace(run, suites={"a": "one", "b": "two"})
    assert two.slices == ["all", "language:en", "suite:one", "suite:two"]
    assert [_of(two, "right", f"suite:{name}").value for name in ("one", "two")] == [1.0, 0.0]


def test_what_is_unscored_counts_for_nothing() -> None:
    run = made([case("a"), case("b"), case("c")], {"f1": [1.0, None, 0.5], "cost": [None, None, None]})
    assert (_of(run, "f1").value, _of(run, "f1").n) == (0.75, 2)
    assert summarise(run).find("cost") is None
    assert summarise(run, ["tag:none"]).rows == ()


def test_cases_of_one_document_count_as_going_together() -> None:
    gold = {"gold": [{"document": "one.md"}]}
    values = [1.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    apart = made([case(name) for name in "abcdef"], {"right": values})
    together = made([case(n, **(gold if n in "abe" else {})) for n in "abcdef"], {"right": values})
    assert _of(together, "right") == share(Sample.of(values, ["one", "one", "c", "d", "one", "f"]))
    one, other = _of(apart, "right"), _of(together, "right")
    assert other.high - other.low > one.high - one.low


def test_refusals_are_summed_up_over_the_run() -> None:
    # 1 refused needlessly, 2 answered though it cannot be, 3 rightly refused, 0 answered.
    run = made([case(name) for name in "abcdefg"], {"refusals": [3, 3, 3, 2, 1, 1, 0]})
    assert _of(run, "refusal_precision").value == pytest.approx(3 / 5)
    assert _of(run, "refusal_recall").value == pytest.approx(3 / 4)
    assert _of(run, "refusal_f1").value == pytest.approx(2 * 3 / (5 + 4))
    assert _of(run, "needless_refusals").value == pytest.approx(2 / 3)
    assert [_of(run, name).n for name in ("refusal_precision", "refusal_recall", "refusal_f1")] == [5, 4, 6]


def test_five_right_refusals_of_five_are_no_certainty() -> None:
    silent = [case(name, unanswerable="near_miss") for name in "abcde"]
    assert _of(made(silent, {"refusals": [3] * 5}), "refusal_recall").low < 0.6


def test_the_interval_of_f1_holds_it_as_often_as_it_says() -> None:
    # Of 100 cases 30 have to be refused, of which 9 in 10 are; of the others 1 in 20 is.
    generator, wanted = np.random.default_rng(7), 2 * 0.27 / (0.30 + 0.27 + 0.035)
    cases = [case(f"c{i}") for i in range(100)]
    held = 0
    for _ in range(200):
        had, chance = generator.random(100) < 0.3, generator.random(100)
        refused = chance < np.where(had, 0.9, 0.05)
        found = _of(made(cases, {"refusals": list((refused + 2 * had).astype(float))}), "refusal_f1")
        held += found.low <= wanted <= found.high
    assert 0.91 <= held / 200 <= 0.99  # of 200 rounds at 95 %, within two and a half standard errors


def test_seconds_are_summed_up_by_percentiles() -> None:
    run = made([case(f"c{i}") for i in range(101)], {"seconds": [i / 100 for i in range(101)]})
    half, most = _of(run, "seconds_p50"), _of(run, "seconds_p95")
    assert [half.value, most.value] == pytest.approx([0.50, 0.95])
    assert half.low < 0.5 < half.high < most.low
    assert _of(run, "seconds").value == pytest.approx(0.5)


def test_one_document_alone_has_no_interval() -> None:
    found = _of(made([case("a")], {"right": [1.0], "seconds": [1.0]}), "seconds_p50")
    assert math.isnan(found.low)


def test_repeats_are_items_of_one_case() -> None:
    run = made([case("a"), case("b")], {"right": [1, 0]})
    again = JudgedRun(run.manifest, run.cases, run.results, {**run.marks, ("a", 1): {"right": Mark(0.0)}})
    assert _of(again, "right").value == pytest.approx(1 / 3)
    assert _of(again, "right").n == 2
    assert again.marks_of("right")[2] == (run.cases["a"], Mark(0.0))


def test_the_same_run_gives_the_same_figures_to_the_digit() -> None:
    run = made([case(f"c{i}") for i in range(30)], {"seconds": [i / 7 for i in range(30)]})
    assert summarise(run) == summarise(run)
