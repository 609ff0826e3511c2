"""`python -m eval.public_datasets`.

Imports, indexes and runs the data sets that are there, and sums them up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from bot.qa_model.loading import is_shipped
from bot.settings import load_settings
from eval.analysis.deciding.compare import compare
from eval.analysis.deciding.judged_run import JudgedRun
from eval.benchmarks.tables import Table, describe_machine, show, to_markdown
from eval.cli.edge import plain_errors
from eval.cli.importing import Sample, Written, import_set, index_documents
from eval.cli.naming import run_folder
from eval.cli.running import Wanted, run_suites
from eval.cli.writing import write_text
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheRun, FixTheSource
from eval.public_datasets.sets import SETS, RealSet
from eval.public_datasets.table import real_sets_table
from eval.reports.tables import comparison_table

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_QUESTIONS = 500
_NAMES = ", ".join(each.name for each in SETS)
_SIMILARITY, _TRAINED, _BOTH = "similarity", "trained", "both"
_HELD_OUT = (
    "SQuAD 2.0 and KorQuAD: questions on the articles that the trained reader never saw, a fifth of them; "
    "the documents are all the paragraphs of the set."
)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Which readers are asked how much; `prefix` is what the names of the runs begin with."""

    data: Path
    readers: tuple[str, ...]
    only_held_out: bool
    sample: Sample
    prefix: str
    work: Path

    def sample_of(self, each: RealSet) -> Sample:
        """What is asked of a set."""
        articles = each.held_out(self.data) if self.only_held_out else None
        return Sample(self.sample.limit, self.sample.seed, articles=articles)

    def name(self, each: RealSet, reader: str) -> str:
        """The name of a run; where one reader alone is asked, which one stands in the run's manifest."""
        return "-".join((self.prefix, each.name, *([reader] if len(self.readers) > 1 else [])))


@app.command()
def real_sets(  # noqa: PLR0913 - the options of a command are its parameters
    data: Annotated[Path, typer.Argument(help="The folder that holds bench/.")],
    only: Annotated[str, typer.Option(help=f"One of {_NAMES}; all of them by default.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Questions of each set; 0 asks all.")] = _QUESTIONS,
    seed: Annotated[int, typer.Option(help="Another seed draws other questions.")] = 0,
    reader: Annotated[
        str,
        typer.Option(
            help=f"{_SIMILARITY}, {_TRAINED}, or {_BOTH} side by side; that of the settings by default."
        ),
    ] = "",
    held_out: Annotated[
        bool,
        typer.Option(
            "--held-out",
            help="Only questions on articles that the trained reader never saw; always so where it is asked.",
        ),
    ] = False,
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
        readers = _readers(reader)
        only_held_out = held_out or _TRAINED in readers
        asking = _Asking(data, readers, only_held_out, Sample(limit, seed), prefix, work)
        tables = list(_tables(asking, chosen))
        for table in tables:
            show(Console(), table)
        if tables and markdown is not None:
            write_text(markdown, to_markdown(describe_machine(), tables))


def _readers(wanted: str) -> tuple[str, ...]:
    """The readers to ask; raises FixTheRun where one is none or has no weights."""
    readers = {"": (load_settings(Path.cwd()).answer.extractor,), _BOTH: (_SIMILARITY, _TRAINED)}
    found = readers.get(wanted, (wanted,))
    if not {*found} <= {_SIMILARITY, _TRAINED}:
        raise FixTheRun(f"{wanted!r} is no reader; write {_SIMILARITY}, {_TRAINED} or {_BOTH}.")
    if _TRAINED in found and not is_shipped():
        raise FixTheRun(
            f"The weights of the trained reader are not there; write --reader {_SIMILARITY}, or train it."
        )
    return found


def _tables(asking: _Asking, chosen: list[RealSet]) -> Iterator[Table]:
    """The table of all runs, and where two readers are asked their comparison on each set."""
    runs: dict[str, JudgedRun] = {}
    whole: dict[str, int] = {}
    compared: list[Table] = []
    for each in chosen:
        source = each.source(asking.data)
        if source is None:
            typer.echo(f"{each.title} is not there ({asking.data / each.place}), so it is left out.")
            continue
        of_set = list(_run(asking, each, source))
        titles = [each.title] if len(of_set) == 1 else [f"{each.title}, {r}" for r in asking.readers]
        runs.update(zip(titles, of_set, strict=True))
        whole.update(dict.fromkeys(titles, len(read_source(source).cases)))
        compared += [comparison_table(compare(of_set[0], after)) for after in of_set[1:]]
    if runs:
        yield real_sets_table(runs, whole, [_HELD_OUT] if asking.only_held_out else [])
        yield from compared


def _run(asking: _Asking, each: RealSet, source: Path) -> Iterator[JudgedRun]:
    """The runs of a set, one a reader; its suite and its index lie in a folder of its name."""
    out, runs = asking.work / each.name, asking.work / "runs"
    written = import_set(source, out, asking.sample_of(each), indexed=False)
    index_documents(out)
    for reader in asking.readers:
        wanted = _wanted(written, asking.name(each, reader), reader)
        run_suites(wanted, runs, as_json=False)
        yield JudgedRun.read(run_folder(wanted.name, runs))


def _wanted(written: Written, name: str, reader: str) -> Wanted:
    changed = (f"index.folder={written.index}", f"answer.extractor={reader}")
    return Wanted((str(written.suite),), name, changed, answers=None, repeats=1, workers=2)
