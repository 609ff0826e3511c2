"""`concord-eval compare`: two runs case by case, and the cases that flipped with both answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from eval.analysis.deciding.compare import compare
from eval.analysis.deciding.judged_run import JudgedRun
from eval.benchmarks.tables import show as print_table
from eval.cli.edge import print_json
from eval.cli.naming import run_folder
from eval.reports.as_json import comparison_json
from eval.reports.tables import comparison_table

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
        _show_both(Console(), title, (one, other), cases)


def _show_both(console: Console, title: str, runs: tuple[JudgedRun, JudgedRun], cases: Sequence[str]) -> None:
    """Prints the question and both answers to each of the cases, or to the first of them."""
    if not cases:
        return
    console.print(f"[bold]{title}[/]")
    for name in cases[:_SHOWN]:
        console.print(escape(f"{name}: {runs[0].cases[name].question}"), highlight=False)
        for run in runs:
            result = run.first_results()[name]
            told = Padding(
                f"[bold]{escape(run.name)}[/]  {escape(result.text or result.failure)}", (0, 0, 0, 4)
            )
            console.print(told, highlight=False)
    if len(cases) > _SHOWN:
        console.print(f"{len(cases) - _SHOWN} more stand in the report.", style="dim", highlight=False)
    console.print()
