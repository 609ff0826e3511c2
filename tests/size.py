"""Print the size of the project: lines and files by package, the longest file and function, test seconds."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

SOURCES = ("bot", "ingest", "eval", "prompts")
ROOT = Path(__file__).parents[1]
# Written by `tests/conftest.py` after each run of the tests.
SECONDS_FILE = ROOT / ".pytest_cache" / "v" / "concord" / "seconds"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path from the root, its lines, and each function's lines and name."""

    path: Path
    lines: int
    functions: tuple[tuple[int, str], ...]


def read_module(path: Path) -> Module:
    """Measure one file; a function's lines include its signature and docstring."""
    text = path.read_text(encoding="utf-8")
    functions = tuple(
        ((node.end_lineno or node.lineno) - node.lineno + 1, node.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return Module(path.relative_to(ROOT), text.count("\n"), functions)


def packages_of(folder: Path) -> Iterator[tuple[str, list[Module]]]:
    """The files directly in a top-level folder, then those of each folder below it."""
    own = [read_module(path) for path in sorted(folder.glob("*.py"))]
    if own:
        yield folder.name, own
    for child in sorted(path for path in folder.iterdir() if path.is_dir()):
        modules = [read_module(path) for path in sorted(child.rglob("*.py"))]
        if modules:
            yield f"{folder.name}/{child.name}", modules


def size_table(title: str, packages: Sequence[tuple[str, list[Module]]]) -> Table:
    """One row a package, and their sum."""
    table = Table(title=title)
    table.add_column("package")
    for column in ("files", "lines", "median file"):
        table.add_column(column, justify="right")
    everything = [module for _, modules in packages for module in modules]
    for name, modules in [*packages, ("all", everything)]:
        lengths = sorted(module.lines for module in modules)
        table.add_row(name, str(len(modules)), f"{sum(lengths):,}", str(lengths[len(lengths) // 2]))
    return table


def longest(modules: Sequence[Module]) -> Iterator[str]:
    """The longest file and the longest function, a line each."""
    file = max(modules, key=lambda module: module.lines)
    yield f"longest file: {file.path}, {file.lines} lines"
    lines, function, path = max(
        (lines, name, str(module.path)) for module in modules for lines, name in module.functions
    )
    yield f"longest function: {function} in {path}, {lines} lines"


def main() -> None:
    """Print all of it."""
    console = Console()
    sources = [entry for name in SOURCES for entry in packages_of(ROOT / name)]
    console.print(size_table("Source", sources))
    for line in longest([module for _, modules in sources for module in modules]):
        console.print(line, highlight=False)
    console.print(size_table("Tests", list(packages_of(ROOT / "tests"))))
    if SECONDS_FILE.is_file():
        run = json.loads(SECONDS_FILE.read_text(encoding="utf-8"))
        console.print(f"last run of the tests: {run['tests']} in {run['seconds']:.0f} s", highlight=False)


if __name__ == "__main__":
    main()
