"""Shows a run's progress, and keeps its curves as JSON Lines."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.qa_model.training.evaluate import Measured
from bot.qa_model.training.trainer import StepReport

_FILE = "curves.jsonl"
_EVERY = 20  # steps whose losses are written as one mean


class RunLog:
    """A bar on the terminal and lines in the run's folder; a run that goes on adds to them."""

    def __init__(self, folder: Path, console: Console, steps: int) -> None:
        self._file = folder / _FILE
        self._console = console
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        shown = [TextColumn(each) if isinstance(each, str) else each for each in columns]
        self._progress = Progress(*shown, console=console)
        self._task = self._progress.add_task("training", total=steps)
        self._since = time.monotonic()
        self._reports: list[StepReport] = []

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def step(self, report: StepReport) -> None:
        """Count a step, and write the mean of the last ones now and then."""
        self._reports.append(report)
        self._progress.update(self._task, completed=report.step)
        if len(self._reports) == _EVERY:
            line = _means(self._reports, time.monotonic() - self._since)
            self._write(line)
            losses = " ".join(f"{name} {line[name]:.3f}" for name in ("span", "answer", "support"))
            self._console.print(f"step {report.step}: {losses}, {line['pairs_per_s']:.1f} pairs/s")
            self._reports, self._since = [], time.monotonic()

    def measured(self, step: int, measured: Sequence[Measured]) -> None:
        """Write and show the figures after a step."""
        for each in measured:
            self._write({"step": step, "set": each.name, "size": each.size, **each.figures})
            shown = ", ".join(f"{name} {value:.3f}" for name, value in each.figures.items())
            self._console.print(f"step {step}, {each.name} ({each.size}): {shown}")
        self._since = time.monotonic()

    def _write(self, line: dict[str, Any]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _means(reports: Sequence[StepReport], seconds: float) -> dict[str, Any]:
    rows = [asdict(report) for report in reports]
    line: dict[str, Any] = {"step": reports[-1].step}
    for name in ("span", "answer", "support"):
        values = [row[name] for row in rows if row[name] is not None]
        line[name] = sum(values) / len(values) if values else float("nan")
    pairs = sum(report.pairs for report in reports)
    return line | {"pairs_per_s": pairs / seconds, "tokens": sum(report.tokens for report in reports)}
