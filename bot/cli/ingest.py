"""Runs an ingest with a progress bar and prints its table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress
from rich.table import Table
from rich.text import Text

from bot.cli.edge import settings_here
from bot.factory import build_ingestion
from ingest.errors import ConfigurationError
from ingest.report import NoProgress, Outcome, Report

_STYLES = {
    Outcome.ADDED: "green",
    Outcome.CHANGED: "cyan",
    Outcome.REMOVED: "magenta",
    Outcome.FAILED: "red",
    Outcome.SKIPPED: "dim",
    Outcome.UNCHANGED: "dim",
}


class BarProgress:
    """Shows the stages of a run as bars on standard error."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, name: str, total: int) -> None:
        """A new stage with `total` steps begins."""
        self._task = self._bars.add_task(name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Some steps of the stage are done."""
        if self._task is not None:
            self._bars.advance(self._task, steps)


def run_ingest(paths: Sequence[str], *, forget: bool, dry_run: bool, quiet: bool) -> bool:
    """Ingest `paths`, or forget them, or preview that; whether any file failed."""
    if forget and not paths:
        raise ConfigurationError("Nothing is named to be forgotten; name files, folders or addresses.")
    settings = settings_here()
    places = list(paths or settings.documents.sources)
    ingestion = build_ingestion(settings)
    if dry_run:
        report = ingestion.preview(places, forget=forget)
    elif quiet:
        report = ingestion.run(places, NoProgress(), forget=forget)
    else:
        columns = (
            TextColumn("{task.description:<24}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with RichProgress(*columns, console=Console(stderr=True)) as bars:
            report = ingestion.run(places, BarProgress(bars), forget=forget)
    _print(report, "Plan" if dry_run else "Ingest", only_failures=quiet)
    return bool(report.failed)


def _print(report: Report, title: str, *, only_failures: bool) -> None:
    files = report.failed if only_failures else report.files
    if only_failures and not files:
        return
    table = Table(title=title, title_justify="left")
    table.add_column("file", overflow="fold")
    table.add_column("outcome")
    table.add_column("documents", justify="right")
    table.add_column("chunks", justify="right")
    table.add_column("note", overflow="fold")
    for each in files:
        counts = [str(each.documents or ""), str(each.chunks or "")]
        outcome = Text(each.outcome, style=_STYLES[each.outcome])
        # Names and notes carry brackets of their own, which are no markup.
        table.add_row(Text(each.name), outcome, *counts, Text(each.note))
    console = Console(stderr=only_failures)
    console.print(table)
    if report.rebuilt and not only_failures:
        console.print(Text(report.rebuilt))
