"""`concord-eval import`: turn a data set into a suite and documents, index these, and say what to run."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ingest import BarProgress
from bot.factory import build_ingestion
from bot.settings import load_settings
from eval.cli.output import plain_errors, progress_bars
from eval.datasets.importers.importing import DOCUMENTS, Half, Selection, import_source, write_import
from eval.errors import SourceError

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class ImportedSuite:
    """The suite that was written, and the folder of the index; None where the set has no documents."""

    suite: Path
    index: Path | None


@app.command("import")
@plain_errors()
def import_command(
    source: Annotated[
        Path,
        typer.Argument(
            help="SQuAD, KorQuAD, QuAC or CoQA (JSON), messages (JSON Lines), or a folder like BEIR's."
        ),
    ],
    out: Annotated[Path, typer.Argument(help="The folder for the suite, the documents and their index.")],
    limit: Annotated[int, typer.Option(min=0, help="At most so many cases, evenly over the articles.")] = 0,
    seed: Annotated[int, typer.Option(help="Another seed draws other cases.")] = 0,
    half: Annotated[str, typer.Option(help="dev or held-out: one of two halves that share no article.")] = "",
    index: Annotated[bool, typer.Option(help="Index the documents at once.")] = True,
) -> None:
    """Turn a data set into a suite, and documents with an index of their own to ask it of."""
    if half not in ("", *Half):
        raise SourceError(f"{half!r} is no half; write --half {' or --half '.join(Half)}.")
    imported = import_suite(source, out, Selection(limit, seed, Half(half) if half else None))
    if index and imported.index is not None:
        index_documents(out)
    typer.echo("Next:")
    for command in _next_commands(imported, is_indexed=index):
        typer.echo(f"  {command}")


def import_suite(source: Path, out: Path, selection: Selection) -> ImportedSuite:
    """Write the suite and the documents of a data set into `out`.

    All documents are kept, whatever the selection: they are what the right one has to be told from.
    """
    dataset = import_source(source)
    cases = selection.of(dataset.cases)
    if not cases:
        raise SourceError(f"{source.name} has one article or document only, so there is no other half.")
    name = "-".join(filter(None, (out.resolve().name or "imported", *selection.suffixes())))
    suite = write_import(out, name, cases, dataset)
    clusters = len({case.cluster_key for case in cases})
    kind = "articles or conversations" if any(case.cluster for case in dataset.cases) else "documents"
    typer.echo(
        f"{len(cases):,} of {len(dataset.cases):,} questions, on {clusters:,} {kind}, and "
        f"{len(dataset.documents):,} documents lie in {out}."
    )
    for reason, count in dataset.left_out.items():
        typer.echo(f"{count:,} were left out: {reason}.")
    return ImportedSuite(suite, out / "index" if dataset.documents else None)


def index_documents(out: Path) -> None:
    """Index the documents of an import into its own folder, with the settings that hold here."""
    settings = load_settings(Path.cwd(), {"index.folder": str(out / "index")})
    with progress_bars() as bars:
        report = build_ingestion(settings).run([str(out / DOCUMENTS)], BarProgress(bars))
    for failed in report.failed:
        typer.echo(f"Not indexed: {failed.name}: {failed.note}", err=True)


def _next_commands(imported: ImportedSuite, *, is_indexed: bool) -> list[str]:
    suite = imported.suite
    run = ["concord-eval", "run", str(suite), "--name", suite.stem]
    if imported.index is None:
        return [shlex.join(run)]
    ingest = f"CONCORD_INDEX__FOLDER={shlex.quote(str(imported.index))} concord-ingest "
    ingest += shlex.quote(str(suite.with_name(DOCUMENTS)))
    ask = shlex.join([*run, "--set", f"index.folder={imported.index}"])
    return [ask] if is_indexed else [ingest, ask]
