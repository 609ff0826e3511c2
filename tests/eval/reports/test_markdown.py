"""Markdown and JSON say what the page says."""

from __future__ import annotations

import json
import math

from eval.deciding.compare import compare
from eval.deciding.gate import Verdict
from eval.deciding.summary import summarise
from eval.reports.as_json import comparison_json, summary_json, verdicts_json
from eval.reports.markdown import report_markdown
from eval.reports.tables import comparison_table, figure
from eval.scores.catalogue import Measure, measure
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
    assert rows["right"][1:4] == ("0.333 → 0.500", "+0.167 ±0.428", "1.000")


def test_figures_have_as_many_digits_as_say_something() -> None:
    assert figure(_measure("right"), 0.5) == "0.500"
    assert figure(_measure("cost"), 0.000123456) == "0.0001235"
    assert figure(_measure("seconds"), 0.4594949) == "0.459"
    assert figure(_measure("prompt_tokens"), 1234.56) == "1235"
    assert figure(_measure("right"), math.nan) == "–"
