"""`python -m eval.real_sets`: imports, indexes and runs the data sets that are there, and sums them up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from eval.bench.machine import describe_machine
from eval.bench.tables import show, to_markdown
from eval.deciding.judged_run import JudgedRun
from eval.errors import FixTheSource
from eval.importers.reading import read_source
from eval.real_sets.sets import SETS, RealSet
from eval.real_sets.table import real_sets_table
from eval.terminal.edge import plain_errors
from eval.terminal.importing import Sample, import_set, index_documents
from eval.terminal.naming import run_folder
from eval.terminal.running import Wanted, run_suites
from eval.terminal.writing import write_text

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_QUESTIONS = 500
_NAMES = ", ".join(each.name for each in SETS)


@app.command()
def real_sets(  # noqa: PLR0913 - the options of a command are its parameters
    data: Annotated[Path, typer.Argument(help="The folder that holds bench/.")],
    only: Annotated[str, typer.Option(help=f"One of {_NAMES}; all of them by default.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Questions of each set; 0 asks all.")] = _QUESTIONS,
    seed: Annotated[int, typer.Option(help="Another seed draws other questions.")] = 0,
    name: Annotated[
        str, typer.Option(help="What the runs' names begin with; stopped ones go on by it.")
    ] = "",
    work: Annotated[Path, typer.Option(help="Where suites, indexes and runs lie.")] = Path(
        ".concord/real-sets"
    ),
    markdown: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option(help="Also write the table to this file as Markdown."),
    ] = None,
) -> None:
    """Import, index and run the real data sets, and print one table; of a set that is missing it says so."""
    prefix = name or f"real-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M}"
    with plain_errors():
        chosen = [each for each in SETS if only in ("", each.name)]
        if not chosen:
            raise FixTheSource(f"{only!r} is no set; there are {_NAMES}.")
        runs: dict[str, JudgedRun] = {}
        whole: dict[str, int] = {}
        for each in chosen:
            source = each.source(data)
            if source is None:
                typer.echo(f"{each.title} is not there ({data / each.place}), so it is left out.")
                continue
            whole[each.title] = len(read_source(source).cases)
            runs[each.title] = _run(each, source, Sample(limit, seed), prefix, work)
        if runs:
            _print(runs, whole, markdown)


def _run(each: RealSet, source: Path, sample: Sample, prefix: str, work: Path) -> JudgedRun:
    """One set: its suite and index lie in a folder of its name, its run among the others."""
    out, runs, name = work / each.name, work / "runs", f"{prefix}-{each.name}"
    written = import_set(source, out, sample, indexed=False)
    index_documents(out)
    changed = (f"index.folder={written.index}",)
    wanted = Wanted((str(written.suite),), name, changed, answers=None, repeats=1, workers=2)
    run_suites(wanted, runs, as_json=False)
    return JudgedRun.read(run_folder(name, runs))


def _print(runs: dict[str, JudgedRun], whole: dict[str, int], markdown: Path | None) -> None:
    table = real_sets_table(runs, whole)
    show(Console(), table)
    if markdown is not None:
        write_text(markdown, to_markdown(describe_machine(), [table]))
