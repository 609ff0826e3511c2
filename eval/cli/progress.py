"""The progress bar of what takes long, on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many of how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(name, total=None)

        def progress(done: int, of: int) -> None:
            bars.update(task, total=of, completed=done)

        yield progress
