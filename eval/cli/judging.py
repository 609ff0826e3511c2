"""`concord-eval label` and `judge`: files to be labelled, verdicts, and how far people agree with them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from bot.llm.loading import load_model
from bot.settings import load_settings
from eval.analysis.statistics.interval import Estimate
from eval.benchmarks.tables import Table
from eval.benchmarks.tables import show as print_table
from eval.cli.naming import overrides_of, run_folder
from eval.cli.progress import bar
from eval.cli.writing import write_text
from eval.datasets.case import Case
from eval.errors import FixTheLabels, FixTheRun
from eval.judge.agreement import Agreement, agreement
from eval.judge.judge import Judge, Unscored
from eval.judge.judging import judge_all
from eval.judge.labels import FILE, keep_labels, read_labels, sample_of, to_be_labelled
from eval.judge.question import is_for_a_judge
from eval.judge.rubric import load_rubric
from eval.judge.verdicts import read_verdicts
from eval.runner.result import Result
from eval.runner.run_folder import RunFolder
from eval.scorers.catalogue import JUDGED

# Of what has no verdict so many reasons are shown.
_REASONS = 3


def write_labels(name: str, runs: Path, file: Path, drawn: tuple[int, int]) -> None:
    """Writes the answers that a judge would judge into a new file; `drawn` is how many and the seed."""
    found = _answers(run_folder(name, runs))
    if file.exists():
        raise FixTheLabels(f"{file} is there already; name another file, or its labels would be lost.")
    sample = sample_of(found, *drawn)
    write_text(file, "\ufeff" + to_be_labelled(sample))
    typer.echo(f"{len(sample)} answers stand in {file}; write right, partly or wrong into its last column.")
    typer.echo(f"Then: concord-eval judge {name} --labels {file}")


def judge_run(name: str, runs: Path, labels: Path | None, how: tuple[Sequence[str], int]) -> None:
    """Judges what is not judged yet, and prints how far the labels agree; `how` is settings and workers."""
    changed, workers = how
    folder = run_folder(name, runs)
    found, given = _answers(folder), read_labels(labels) if labels is not None else None
    judge = _judge(changed)
    if judge is not None:
        with bar("Answers") as progress:
            unscored = judge_all(found, judge, folder.path, workers=workers, progress=progress)
        _tell(folder, len(found), unscored)
    elif not read_verdicts(folder.path) or given is None:
        raise FixTheRun("There is no language model to judge; set llm.provider and llm.model.")
    if given is not None:
        keep_labels(folder.path, given)
        cases = {case.id: case for case in folder.cases()}
        _print(agreement(cases, read_verdicts(folder.path), given))


def agreement_in(folder: RunFolder) -> Agreement | None:
    """The agreement of the labels that lie with a run; None where none do."""
    if not (folder.path / FILE).is_file():
        return None
    cases = {case.id: case for case in folder.cases()}
    return agreement(cases, read_verdicts(folder.path), read_labels(folder.path / FILE))


def _answers(folder: RunFolder) -> list[tuple[Case, Result]]:
    """The answers of a run that a judge or a person can judge; raises FixTheRun where there are none."""
    cases = {case.id: case for case in folder.cases()}
    pairs = ((cases[each.case], each) for each in folder.results() if each.case in cases)
    found = [(case, result) for case, result in pairs if is_for_a_judge(case, result)]
    if not found:
        raise FixTheRun("The run has no answer to a case that says what a right one holds: nothing to judge.")
    return found


def _judge(changed: Sequence[str]) -> Judge | None:
    settings = load_settings(Path.cwd(), overrides_of(changed)).llm
    model = load_model(settings, time.monotonic)
    return Judge(model, load_rubric(), settings.timeout_s) if model is not None else None


def _tell(folder: RunFolder, count: int, unscored: Sequence[Unscored]) -> None:
    typer.echo(f"{count - len(unscored)} of {count} answers have a verdict.")
    typer.echo(f"`concord-eval show {folder.path}` sums up, as the score {JUDGED!r}.")
    reasons = Counter(each.why for each in unscored)
    for why, times in reasons.most_common(_REASONS):
        typer.echo(f"Without a verdict, {times} times: {why}.")
    if unscored:
        typer.echo("The same command tries these again.")


def _print(found: Agreement) -> None:
    rows = (_row("Cohen's kappa", found.kappa), _row("share of agreement", found.raw))
    notes = [f"{found.model} under {found.rubric}."]
    if found.unjudged:
        notes.append(f"{found.unjudged} labelled answers have no verdict and are left out.")
    table = Table("People and the judge", ("", "value", "95 % interval", "answers"), rows, tuple(notes))
    print_table(Console(), table)


def _row(name: str, found: Estimate) -> tuple[str, ...]:
    value = "–" if found.value != found.value else f"{found.value:.3f}"
    interval = "–" if found.low != found.low else f"{found.low:.3f} to {found.high:.3f}"
    return (name, value, interval, str(found.n))
