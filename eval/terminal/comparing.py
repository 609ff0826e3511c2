"""`concord-eval compare`: two runs case by case, and the cases that flipped with both answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from eval.bench.tables import Table
from eval.bench.tables import show as print_table
from eval.deciding.compare import compare
from eval.deciding.judged_run import JudgedRun
from eval.reports.as_json import comparison_json
from eval.reports.tables import comparison_table
from eval.terminal.edge import print_json
from eval.terminal.naming import run_folder

# Of the flips so many are shown in the terminal; the report has all.
_SHOWN = 10


def show_comparison(before: str, after: str, runs: Path, *, as_json: bool) -> None:
    """Prints the comparison of two runs."""
    one, other = (JudgedRun.read(run_folder(each, runs)) for each in (before, after))
    found = compare(one, other)
    if as_json:
        print_json(comparison_json(found))
        return
    print_table(Console(), comparison_table(found))
    for title, cases in (("Lost", found.lost), ("Gained", found.gained)):
        if cases:
            print_table(Console(), _side_by_side(title, one, other, cases))


def _side_by_side(title: str, before: JudgedRun, after: JudgedRun, cases: Sequence[str]) -> Table:
    one, other = before.first_results(), after.first_results()
    rows = tuple(
        (f"{name}: {before.cases[name].question}", one[name].text, other[name].text) for name in cases
    )
    more = f"{len(cases) - _SHOWN} more stand in the report." if len(cases) > _SHOWN else ""
    return Table(title, ("case", before.name, after.name), rows[:_SHOWN], (more,) if more else ())
