"""`concord-eval run`: asks the cases with a progress bar, judges the answers, and shows what came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import summarise
from eval.cli.edge import print_json
from eval.cli.naming import overrides_of, run_folder, suites_of
from eval.cli.progress import bar
from eval.cli.showing import print_summary
from eval.datasets.suite import Suite
from eval.errors import FixTheRun
from eval.reports.as_json import summary_json
from eval.runner.answers_file import AnswersFile
from eval.runner.concord import Concord
from eval.runner.corpus import Indexed
from eval.runner.manifest import manifest_of
from eval.runner.run import run
from eval.runner.run_folder import RunFolder
from eval.runner.system import System
from eval.scorers.judging import judged
from eval.scorers.retrieval import need_the_library

# A run of more suites than these is not called by all their names.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be run, as it was typed."""

    suites: tuple[str, ...]
    name: str
    changed: tuple[str, ...]
    answers: Path | None
    repeats: int
    workers: int


def run_suites(wanted: Wanted, runs: Path, *, as_json: bool) -> None:
    """Runs the suites in the working folder, and prints the summary and where the run lies."""
    need_the_library()
    suites = suites_of(wanted.suites)
    corpus = _corpus(wanted)  # before an hour of answers that could not be judged
    now = dt.datetime.now(dt.UTC)
    name = wanted.name or _name_of(suites, now)
    folder = run_folder(name, runs)
    cases = [case for suite in suites for case in suite.cases]
    system = _system(wanted, folder)
    manifest = manifest_of(name, system, suites, repeats=wanted.repeats, workers=wanted.workers, at=now)
    folder.begin(manifest, suites)
    try:
        with bar("Cases") as progress:
            run(cases, system, folder, workers=wanted.workers, repeats=wanted.repeats, progress=progress)
    except KeyboardInterrupt:
        typer.echo(f"Stopped; the same command with --name {name} goes on.", err=True)
        raise typer.Exit(130) from None
    folder.keep_marks(judged(cases, folder.results(), corpus))
    _print(folder, as_json=as_json)


def _name_of(suites: Sequence[Suite], now: dt.datetime) -> str:
    """A name for a run of these suites at this time."""
    of = "-".join(suite.name for suite in suites) if len(suites) <= _NAMED else f"{len(suites)}-suites"
    return f"{of}-{now:%Y%m%d-%H%M%S}"


def _corpus(wanted: Wanted) -> Indexed:
    if wanted.answers is None:
        return Indexed.here(Path.cwd(), overrides_of(wanted.changed))
    corpus = Indexed.here_if_any(Path.cwd())
    if not corpus.is_known:
        typer.echo("There is no index here: the scores that look into documents are left out.", err=True)
    return corpus


def _system(wanted: Wanted, folder: RunFolder) -> System:
    overrides = overrides_of(wanted.changed)
    if wanted.answers is None:
        concord = Concord.here(Path.cwd(), folder.path, overrides)
        concord.warm_up()
        return concord
    if overrides:
        raise FixTheRun("--set changes nothing about the answers in a file; leave out one of the two.")
    return AnswersFile.read(wanted.answers)


def _print(folder: RunFolder, *, as_json: bool) -> None:
    found = JudgedRun.read(folder)
    summary = summarise(found, ["all"])
    if as_json:
        print_json({**summary_json(summary), "folder": str(folder.path)})
        return
    print_summary(Console(), found, summary)
    typer.echo(f"The run lies in {folder.path}; `concord-eval show {folder.path}` has its slices.")
