"""Run suites with a progress bar, and score the answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from eval.analysis.run import Run, Summary
from eval.cli.output import find_run, parse_overrides, progress_bar
from eval.datasets.dataset import SUFFIXES, Dataset, read_dataset
from eval.errors import DatasetError, RunError
from eval.models import Kind
from eval.reports.tables import metrics_table
from eval.runner.manifest import Manifest
from eval.runner.run_folder import RunFolder, run_cases
from eval.runner.targets import AnswersFile, ConcordTarget, IndexCorpus, Target
from eval.scorers.metrics import score_results
from eval.scorers.retrieval import require_ir_measures
from eval.tables import show as print_table

SHIPPED = Path(__file__).resolve().parent.parent / "suites"
# A run of more suites is not named after all of them.
_MAX_NAMED = 3


@dataclass(frozen=True, slots=True)
class RunOptions:
    suites: Sequence[str]
    name: str = ""
    changed: Sequence[str] = ()
    answers: Path | None = None
    repeats: int = 1
    workers: int = 2


def run_suites(options: RunOptions, runs: Path) -> RunFolder:
    """Run the suites in the working folder and score the results."""
    require_ir_measures()
    suites = find_suites(options.suites)
    corpus = _load_corpus(options)  # before an hour of answers that could not be scored
    now = dt.datetime.now(dt.UTC)
    name = options.name or _default_name(suites, now)
    folder = find_run(name, runs)
    cases = [case for suite in suites for case in suite.cases]
    target = _build_target(options, folder)
    repeats, workers = options.repeats, options.workers
    folder.start(Manifest.create(name, target, suites, repeats=repeats, workers=workers, at=now), suites)
    try:
        with progress_bar("Cases") as progress:
            run_cases(cases, target, folder, workers=workers, repeats=repeats, progress=progress)
    except KeyboardInterrupt:
        typer.echo(f"Stopped; the same command with --name {name} goes on.", err=True)
        raise typer.Exit(130) from None
    folder.write_scores(score_results(cases, folder.results(), corpus))
    return folder


def find_suites(names: Sequence[str], shipped: Path = SHIPPED) -> list[Dataset]:
    """The suites by path, or by the name of a shipped one.

    Raises DatasetError where one is not there, or two have the same name or a case of the same id.
    """
    suites = [read_dataset(_find_suite(name, shipped)) for name in names]
    twice = next((name for name, count in Counter(suite.name for suite in suites).items() if count > 1), None)
    if twice is not None:
        raise DatasetError(f"Two of the suites are called {twice!r}; rename one of the files.")
    suite_of: dict[str, str] = {}
    for suite in suites:
        for case in suite.cases:
            if suite_of.setdefault(case.id, suite.name) != suite.name:
                raise DatasetError(
                    f"The id {case.id!r} stands in {suite_of[case.id]!r} and in {suite.name!r}; change one."
                )
    return suites


def _find_suite(name: str, shipped: Path) -> Path:
    path = Path(name)
    if path.suffix.lower() in SUFFIXES or path.is_file():
        return path
    known = {path.stem: path for path in sorted(shipped.iterdir()) if path.suffix in SUFFIXES}
    if name in known:
        return known[name]
    there = f"shipped are {', '.join(known)}" if known else "none is shipped"
    raise DatasetError(f"There is no suite {name!r}; name a .yaml or .jsonl file ({there}).")


def _default_name(suites: Sequence[Dataset], now: dt.datetime) -> str:
    names = [suite.name for suite in suites]
    return f"{'-'.join(names) if len(names) <= _MAX_NAMED else f'{len(names)}-suites'}-{now:%Y%m%d-%H%M%S}"


def _load_corpus(options: RunOptions) -> IndexCorpus:
    if options.answers is None:
        return IndexCorpus.load(Path.cwd(), parse_overrides(options.changed))
    corpus = IndexCorpus.load_if_built(Path.cwd())
    if not corpus.is_known:
        typer.echo("There is no index here: the scores that look into documents are left out.", err=True)
    return corpus


def _build_target(options: RunOptions, folder: RunFolder) -> Target:
    overrides = parse_overrides(options.changed)
    if options.answers is None:
        concord = ConcordTarget.build(Path.cwd(), folder.path, overrides)
        concord.warm_up()
        return concord
    if overrides:
        raise RunError("--set changes nothing about the answers in a file; leave out one of the two.")
    return AnswersFile.read(options.answers)


def print_summary(console: Console, run: Run, summary: Summary) -> None:
    """Print the figures over all cases, and how often the target failed, if it did."""
    print_table(console, metrics_table(summary))
    failures = [result for result in run.results if result.kind is Kind.FAILURE]
    if failures:
        first = failures[0]
        typer.echo(f"The system failed {len(failures)} times, first at {first.case}: {first.failure}")
        typer.echo("What failed is kept as it is; once that is mended, run under another name.")
