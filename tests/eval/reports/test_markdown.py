"""Markdown and JSON say what the page says."""

from __future__ import annotations

import json
import math

from eval.analysis.deciding.compare import compare
from eval.analysis.deciding.gate import Verdict
from eval.analysis.deciding.summary import summarise
from eval.reports.as_json import comparison_json, summary_json, verdicts_json
from eval.reports.markdown import report_markdown
from eval.reports.tables import comparison_table, figure, measures_table, slices_table
from eval.scorers.catalogue import Measure, measure
from tests.eval.analysis.deciding.made import case, made
from tests.eval.reports.made import better, run


def _measure(name: str) -> Measure:
    found = measure(name)
    assert found is not None
    return found


def test_markdown_has_the_figures_what_changed_and_what_is_not_right() -> None:
    text = report_markdown(better(), summarise(better()), compare(run(), better()))
    assert "| right | 0.500 |" in text
    assert "**made → better**" in text
    assert "**Not right: 3**" in text
    assert "| down | down? |  | why down |" in text


def test_json_has_every_row() -> None:
    rows = summary_json(summarise(run()))["rows"]
    assert isinstance(rows, list)
    assert {"score": "right", "slice": "all", "value": 2 / 6, "n": 6}.items() <= rows[0].items()  # type: ignore[union-attr]
    found = comparison_json(compare(run(), better()))
    assert json.loads(json.dumps(found))["gained"] == ["evil"]
    verdicts = [Verdict("a", True, "x"), Verdict("b", False, "y")]
    assert verdicts_json("made", verdicts)["is_kept"] is False


def test_a_comparison_says_what_is_more_than_chance() -> None:
    rows = {row[0]: row for row in comparison_table(compare(run(), better())).rows}
    # One of six cases gained: 1/6 more, with a standard error of 1/6 and Student's t of 2.571 for five
    # degrees of freedom; and with either sign of that one the sum is as large.
    assert rows["right"][1:4] == ("0.333 → 0.500", "-0.262…+0.595", "1.000")


def test_intervals_that_surprise_are_explained_where_there_are_any() -> None:
    one, two = case("a"), case("b")
    alone = measures_table(summarise(made([one], {"right": [0.5]})))
    assert alone.rows[0] == ("right", "0.500", "–", "1", "higher")
    assert [note.split(":")[0] for note in alone.notes] == ["A dash"]
    flawless = slices_table(summarise(made([one, two], {"right": [1, 1]})))
    assert flawless.columns == ("slice", "value", "95 % interval", "cases")
    assert [note.split(" or")[0] for note in flawless.notes] == ["Of a score of 0"]
    assert measures_table(summarise(made([one, two], {"right": [1, 0]}))).notes == ()


def test_what_these_cases_could_not_show_is_not_called_a_difference() -> None:
    before, after = (
        made([case("a"), case("b")], {"right": [0, 0]}),
        made([case("a"), case("b")], {"right": [1, 0]}),
    )
    (row,) = comparison_table(compare(before, after)).rows
    assert row[2:] == ("-1.000…+1.000", "1.000", "none")
    (row,) = comparison_table(
        compare(made([case("a")], {"right": [0]}), made([case("a")], {"right": [1]}))
    ).rows
    assert row[2:] == ("–", "1.000", "–")


def test_figures_have_as_many_digits_as_say_something() -> None:
    assert figure(_measure("right"), 0.5) == "0.500"
    assert figure(_measure("cost"), 0.000123456) == "0.0001235"
    assert figure(_measure("seconds"), 0.4594949) == "0.459"
    assert figure(_measure("prompt_tokens"), 1234.56) == "1235"
    assert figure(_measure("right"), math.nan) == "–"
