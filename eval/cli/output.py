"""What the commands share: options, errors as plain sentences, JSON, files, progress, and run folders."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli import edge
from eval.errors import EvalError, RunError
from eval.reports.text import to_json
from eval.runner.run_folder import RunFolder

# Beside the index, which git ignores as well.
RUNS = Path(".concord/runs")

RunArgument = Annotated[str, typer.Argument(help="The name of a run, or its folder.")]
RunsOption = Annotated[Path, typer.Option("--runs", help="The folder in which runs are kept.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


@contextmanager
def plain_errors() -> Iterator[None]:
    """End the command with one sentence for an expected error, of the evaluation or the assistant."""
    try:
        with edge.plain_errors():
            yield
    except EvalError as problem:
        logging.getLogger("concord").debug("the cause", exc_info=problem)
        typer.echo(str(problem), err=True)
        raise typer.Exit(edge.FAILED) from problem


def print_json(value: JsonValue) -> None:
    typer.echo(to_json(value))


def write_text(path: Path, text: str) -> None:
    """Raises RunError where the file cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise RunError(f"{path} cannot be written ({problem.strerror}); name another file.") from problem


def progress_bars() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many of how many are done."""
    with progress_bars() as bars:
        task = bars.add_task(name, total=None)
        yield lambda done, total: bars.update(task, total=total, completed=done)


def find_run(name: str, runs: Path) -> RunFolder:
    """The folder of a run by its name or path; raises RunError for what cannot be a name."""
    if (Path(name) / "manifest.json").is_file():
        return RunFolder(Path(name))
    if not name or name.startswith(".") or Path(name).name != name:
        raise RunError(f"{name!r} names no run; a name has no slash and does not begin with a dot.")
    return RunFolder(runs / name)


def parse_overrides(changed: Sequence[str] | None) -> Mapping[str, str]:
    """The settings in PATH=VALUE; raises RunError where one is not so written."""
    overrides = {}
    for setting in changed or ():
        path, equals, value = setting.partition("=")
        if not equals or not path:
            raise RunError(f"--set {setting} sets nothing; write it like --set retrieval.top=12.")
        overrides[path] = value
    return overrides
