"""`concord-eval import`: turns a data set into a suite and documents, indexes these, and says what to run."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from bot.cli.ingest import BarProgress
from bot.factory import build_ingestion
from bot.settings import load_settings
from eval.datasets.case import Case
from eval.datasets.importers.imported import Imported
from eval.datasets.importers.reading import read_source
from eval.datasets.importers.sampling import Half, half_of, sample_of
from eval.datasets.importers.writing import DOCUMENTS, write_documents, write_suite
from eval.errors import FixTheSource
from eval.scorers.clusters import cluster_of

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Sample:
    """Which of the cases are wanted: of all or of one half at most `limit`, all of them if it is 0.

    `articles` names the clusters that they come from; None takes those of any.
    """

    limit: int = 0
    seed: int = 0
    half: Half | None = None
    articles: frozenset[str] | None = None

    def of(self, cases: Sequence[Case]) -> list[Case]:
        """These of the cases, in their order."""
        if self.articles is not None:
            cases = [each for each in cases if each.cluster in self.articles]
        if self.half:
            cases = half_of(cases, self.half, self.seed)
        return sample_of(cases, self.limit, self.seed) if self.limit else list(cases)


@dataclass(frozen=True, slots=True)
class Written:
    """The suite that was written, and the folder of the index; None where the set has no documents."""

    suite: Path
    index: Path | None


def import_and_tell(source: Path, out: Path, limit: int, seed: int, half: str, *, indexed: bool) -> None:
    """Imports a data set, as its options say, and prints what to type next."""
    if half not in ("", *Half):
        raise FixTheSource(f"{half!r} is no half; write --half {' or --half '.join(Half)}.")
    written = import_set(source, out, Sample(limit, seed, Half(half) if half else None), indexed=indexed)
    typer.echo("Next:")
    for each in next_commands(written, indexed=indexed):
        typer.echo(f"  {each}")


def import_set(source: Path, out: Path, sample: Sample, *, indexed: bool) -> Written:
    """Writes the suite and the documents of a data set into `out`, and indexes the documents if wanted.

    All documents are kept, whatever the sample: they are what the right one has to be told from.
    """
    found = read_source(source)
    cases = sample.of(found.cases)
    if not cases:
        raise FixTheSource(f"{source.name} has one article or document only, so there is no other half.")
    suite = out / f"{_name(out, sample)}.jsonl"
    write_suite(suite, cases)
    if found.documents:
        write_documents(out / DOCUMENTS, found.documents)
    clusters = len({cluster_of(each) for each in cases})
    _say(found, f"{len(cases):,} of {len(found.cases):,} questions, on {clusters:,} {_of_what(found)}", out)
    if not found.documents:
        return Written(suite, None)
    if indexed:
        index_documents(out)
    return Written(suite, out / INDEX)


def index_documents(out: Path) -> None:
    """Indexes the documents of an import into its own folder, with the settings that hold here."""
    settings = load_settings(Path.cwd(), {"index.folder": str(out / INDEX)})
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True)) as bars:
        report = build_ingestion(settings).run([str(out / DOCUMENTS)], BarProgress(bars))
    for each in report.failed:
        typer.echo(f"Not indexed: {each.name}: {each.note}", err=True)


def next_commands(written: Written, *, indexed: bool) -> list[str]:
    """What an evaluator types next."""
    suite = written.suite
    run = ["concord-eval", "run", str(suite), "--name", suite.stem]
    if written.index is None:
        return [shlex.join(run)]
    ingest = f"CONCORD_INDEX__FOLDER={shlex.quote(str(written.index))} concord-ingest "
    ingest += shlex.quote(str(suite.with_name(DOCUMENTS)))
    ask = shlex.join([*run, "--set", f"index.folder={written.index}"])
    return [ask] if indexed else [ingest, ask]


def _name(out: Path, sample: Sample) -> str:
    """That of the folder, and what was taken of the set."""
    name = out.resolve().name or "imported"
    half = sample.half.value if sample.half else ""
    limit = str(sample.limit) if sample.limit else ""
    seed = f"seed{sample.seed}" if sample.seed and (half or limit) else ""
    articles = "" if sample.articles is None else "held-out-articles"
    return "-".join(filter(None, (name, articles, half, limit, seed)))


def _of_what(found: Imported) -> str:
    return "articles or conversations" if any(each.cluster for each in found.cases) else "documents"


def _say(found: Imported, taken: str, out: Path) -> None:
    typer.echo(f"{taken}, and {len(found.documents):,} documents lie in {out}.")
    for why, count in found.left_out.items():
        typer.echo(f"{count:,} were left out: {why}.")
