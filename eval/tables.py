"""Result tables, printed with rich or written as Markdown below the machine that was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

_GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of finished strings; every row has a cell for each column. `notes` stand below it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"A row of {self.title!r} has {len(row)} cells for {len(self.columns)} columns."
                )


def not_measured(title: str, reason: str) -> Table:
    return Table(title, (), (), (f"Not measured: {reason}",))


def verdict(is_met: bool) -> str:
    return "met" if is_met else "missed"


def show(console: Console, table: Table) -> None:
    """Prints a table; the first column is text, the others are figures."""
    drawn = RichTable(title=escape(table.title), title_justify="left", title_style="bold")
    for place, column in enumerate(table.columns):
        drawn.add_column(escape(column), justify="right" if place else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*map(escape, row))
    console.print(drawn if table.columns else f"[bold]{escape(table.title)}[/]")
    for note in table.notes:
        console.print(escape(note), style="dim", highlight=False)
    console.print()


def to_markdown(machine: str, tables: Sequence[Table]) -> str:
    """The tables as one Markdown text that opens with the machine."""
    return "\n\n".join([f"Measured on {machine}.", *map(_markdown, tables)]) + "\n"


def _markdown(table: Table) -> str:
    lines = [f"**{table.title}**", ""]
    if table.columns:
        lines.append(_line(table.columns))
        lines.append("|" + "|".join("---:" if place else "---" for place in range(len(table.columns))) + "|")
        lines += [_line(row) for row in table.rows]
        lines.append("")
    lines += [f"{note}  " for note in table.notes]
    return "\n".join(lines).rstrip()


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def describe_machine() -> str:
    """Processor, cores, memory, system, Python, and how busy the machine was when asked."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parts = [
        _processor(),
        f"{cores} cores",
        _memory(),
        platform.system(),
        f"Python {platform.python_version()}",
    ]
    if hasattr(os, "getloadavg"):
        parts.append(f"load average at the start {os.getloadavg()[0]:.1f}")
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    if "SC_PHYS_PAGES" not in os.sysconf_names:
        return ""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{size / _GIBIBYTE:.0f} GiB"
