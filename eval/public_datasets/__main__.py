"""`python -m eval.public_datasets FOLDER`: import, index and run the public sets below a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.qa_model.onnx_model import is_shipped
from bot.settings import load_settings
from eval.analysis.compare import compare
from eval.analysis.run import Run, summarise
from eval.cli.importing import import_suite, index_documents
from eval.cli.output import plain_errors, write_text
from eval.cli.running import RunOptions, print_summary, run_suites
from eval.datasets.importers.importing import Selection, import_source
from eval.datasets.importers.squad import article_name
from eval.errors import RunError, SourceError
from eval.public_datasets.table import public_datasets_table
from eval.reports.tables import comparison_table
from eval.tables import Table, describe_machine, show, to_markdown
from eval.training.data.sets import articles_of

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_QUESTIONS = 500
_SIMILARITY, _TRAINED, _BOTH = "similarity", "trained", "both"
_HELD_OUT = (
    "SQuAD 2.0 and KorQuAD: questions on the articles that the trained reader never saw, a fifth of them; "
    "the documents are all the paragraphs of the set."
)


@dataclass(frozen=True, slots=True)
class PublicDataset:
    """A data set; `path` is relative to the folder of data, `name` that of its runs.

    `is_trained_on` means that the trained reader has seen its articles but for the held out ones.
    """

    title: str
    name: str
    path: str
    is_trained_on: bool = False

    def held_out(self, data: Path) -> frozenset[str] | None:
        """The clusters of the articles that the trained reader never saw; None where it saw none."""
        if not self.is_trained_on:
            return None
        return frozenset(
            article_name(article["title"]) for article in articles_of(data / self.path, "held_out")
        )


DATASETS = (
    PublicDataset("SQuAD 2.0", "squad2", "bench/squad2/reading.json", is_trained_on=True),
    PublicDataset("KorQuAD 1.0", "korquad", "bench/korquad/reading.json", is_trained_on=True),
    PublicDataset("FeedbackQA", "feedbackqa", "bench/feedbackqa"),
)
_NAMES = ", ".join(dataset.name for dataset in DATASETS)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which readers are asked how much; `prefix` starts the names of the runs."""

    data: Path
    readers: tuple[str, ...]
    only_held_out: bool
    limit: int
    seed: int
    prefix: str
    work: Path


@app.command()
@plain_errors()
def main(  # noqa: PLR0913 - the options of a command are its parameters
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
        Path | None, typer.Option(help="Also write the table to this file as Markdown.")
    ] = None,
) -> None:
    """Import, index and run the real data sets, and print one table; of a set that is missing it says so."""
    chosen = [dataset for dataset in DATASETS if only in ("", dataset.name)]
    if not chosen:
        raise SourceError(f"{only!r} is no set; there are {_NAMES}.")
    readers = _parse_readers(reader)
    prefix = name or f"real-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M}"
    plan = _Plan(data, readers, held_out or _TRAINED in readers, limit, seed, prefix, work)
    tables = list(_tables(plan, chosen))
    for table in tables:
        show(Console(), table)
    if tables and markdown is not None:
        write_text(markdown, to_markdown(describe_machine(), tables))


def _parse_readers(wanted: str) -> tuple[str, ...]:
    """Raises RunError where a reader is unknown or has no weights."""
    options = {"": (load_settings(Path.cwd()).answer.extractor,), _BOTH: (_SIMILARITY, _TRAINED)}
    readers = options.get(wanted, (wanted,))
    if not {*readers} <= {_SIMILARITY, _TRAINED}:
        raise RunError(f"{wanted!r} is no reader; write {_SIMILARITY}, {_TRAINED} or {_BOTH}.")
    if _TRAINED in readers and not is_shipped():
        raise RunError(
            f"The weights of the trained reader are not there; write --reader {_SIMILARITY}, or train it."
        )
    return readers


def _tables(plan: _Plan, chosen: list[PublicDataset]) -> Iterator[Table]:
    """The table of all runs, and where two readers are asked their comparison on each set."""
    runs: dict[str, Run] = {}
    totals: dict[str, int] = {}
    comparisons: list[Table] = []
    for dataset in chosen:
        source = plan.data / dataset.path
        if not source.exists():
            typer.echo(f"{dataset.title} is not there ({source}), so it is left out.")
            continue
        of_dataset = list(_run(plan, dataset, source))
        is_single = len(of_dataset) == 1
        titles = [dataset.title] if is_single else [f"{dataset.title}, {reader}" for reader in plan.readers]
        runs.update(zip(titles, of_dataset, strict=True))
        totals.update(dict.fromkeys(titles, len(import_source(source).cases)))
        comparisons += [comparison_table(compare(of_dataset[0], after)) for after in of_dataset[1:]]
    if runs:
        yield public_datasets_table(runs, totals, [_HELD_OUT] if plan.only_held_out else [])
        yield from comparisons


def _run(plan: _Plan, dataset: PublicDataset, source: Path) -> Iterator[Run]:
    """The runs of a set, one a reader; its suite and its index lie in a folder of its name."""
    out = plan.work / dataset.name
    articles = dataset.held_out(plan.data) if plan.only_held_out else None
    imported = import_suite(source, out, Selection(plan.limit, plan.seed, articles=articles))
    index_documents(out)
    for reader in plan.readers:
        suffix = [reader] if len(plan.readers) > 1 else []
        name = "-".join((plan.prefix, dataset.name, *suffix))
        changed = (f"index.folder={imported.index}", f"answer.extractor={reader}")
        run = Run.load(run_suites(RunOptions((str(imported.suite),), name, changed), plan.work / "runs"))
        print_summary(Console(), run, summarise(run, ["all"]))
        yield run


if __name__ == "__main__":
    app(prog_name="python -m eval.public_datasets")
