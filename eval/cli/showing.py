"""`concord-eval list` and `show`: the runs that are there, and the figures of one."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import Summary, summarise
from eval.benchmarks.tables import Table
from eval.benchmarks.tables import show as print_table
from eval.cli.edge import print_json
from eval.cli.naming import run_folder
from eval.errors import FixTheRun
from eval.reports.as_json import summary_json
from eval.reports.confidence import confidence_tables
from eval.reports.tables import measures_table, slices_table
from eval.runner.manifest import Manifest
from eval.runner.result import Kind
from eval.runner.run_folder import RunFolder


def show_runs(runs: Path, *, as_json: bool) -> None:
    """Prints the runs in a folder, the newest first; what is no run there is passed over."""
    found = sorted(_manifests(runs), key=lambda each: each.at, reverse=True)
    if as_json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    if not found:
        typer.echo(f"There is no run in {runs}; `concord-eval run SUITE` makes one.")
        return
    rows = tuple(
        (each.name, f"{each.at:%Y-%m-%d %H:%M}", each.system, ", ".join(each.suites)) for each in found
    )
    print_table(Console(), Table("Runs", ("name", "at (UTC)", "system", "suites"), rows))


def show_run(name: str, runs: Path, *, as_json: bool) -> None:
    """Prints the figures of a run over all cases, the headline by slice, and what confidence is worth."""
    run = JudgedRun.read(run_folder(name, runs))
    summary = summarise(run)
    if as_json:
        print_json(summary_json(summary))
        return
    print_summary(Console(), run, summary)
    print_table(Console(), slices_table(summary))
    for table in confidence_tables(run):
        print_table(Console(), table)


def print_summary(console: Console, run: JudgedRun, summary: Summary) -> None:
    """Prints the figures over all cases, and how many times the system failed, if it did."""
    print_table(console, measures_table(summary))
    failures = [each for each in run.results if each.kind is Kind.FAILURE]
    if failures:
        first = failures[0]
        typer.echo(f"The system failed {len(failures)} times, first at {first.case}: {first.failure}")
        typer.echo("What failed is kept as it is; once that is mended, run under another name.")


def _manifests(runs: Path) -> list[Manifest]:
    found = []
    for path in sorted(runs.glob("*/manifest.json")):
        try:
            found.append(RunFolder(path.parent).manifest())
        except FixTheRun:
            continue
    return found
