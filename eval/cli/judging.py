"""`concord-eval label` and `judge`: what people and a model say of answers, and how far both agree."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.llm.providers import load_model
from bot.settings import load_settings
from eval.analysis.gate import Agreement, measure_agreement
from eval.analysis.statistics import Estimate
from eval.cli.output import (
    RUNS,
    RunArgument,
    RunsOption,
    find_run,
    parse_overrides,
    plain_errors,
    progress_bar,
    write_text,
)
from eval.datasets.case import Case
from eval.errors import LabelError, RunError
from eval.judge.judge import Judge, Rubric, Unscored, is_judgeable, judge_all
from eval.judge.labels import draw_sample, keep_labels, label_sheet, read_labels
from eval.judge.verdicts import read_verdicts
from eval.models import Result
from eval.runner.run_folder import RunFolder
from eval.scorers.metrics import JUDGED
from eval.tables import Table
from eval.tables import show as print_table

app = typer.Typer()
# So many reasons for missing verdicts are shown.
_MAX_REASONS = 3


@app.command()
@plain_errors()
def label(
    run: RunArgument,
    file: Annotated[Path, typer.Argument(help="The CSV file to write, for any spreadsheet.")],
    count: Annotated[int, typer.Option(min=0, help="How many answers are drawn at random; 0 takes all.")] = 0,
    seed: Annotated[int, typer.Option(help="Another number draws others.")] = 1,
    runs: RunsOption = RUNS,
) -> None:
    """Write answers of a run into a file, for a person to say which are right, partly right or wrong."""
    answers = _judgeable_answers(find_run(run, runs))
    if file.exists():
        raise LabelError(f"{file} is there already; name another file, or its labels would be lost.")
    sample = draw_sample(answers, count, seed)
    write_text(file, "\ufeff" + label_sheet(sample))
    typer.echo(f"{len(sample)} answers stand in {file}; write right, partly or wrong into its last column.")
    typer.echo(f"Then: concord-eval judge {run} --labels {file}")


@app.command()
@plain_errors()
def judge(
    run: RunArgument,
    labels: Annotated[
        Path | None,
        typer.Option(help="The file that a person filled in: prints how far they agree with the judge."),
    ] = None,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A setting for the judge, like llm.model=…"),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many answers are judged at once.")] = 2,
    runs: RunsOption = RUNS,
) -> None:
    """Have the language model of the settings judge the answers of a run by the rubric."""
    folder = find_run(run, runs)
    answers, filled_in = _judgeable_answers(folder), read_labels(labels) if labels is not None else None
    model_judge = _load_judge(changed or ())
    if model_judge is not None:
        with progress_bar("Answers") as progress:
            unscored = judge_all(answers, model_judge, folder.path, workers=workers, progress=progress)
        _print_verdicts(folder, len(answers), unscored)
    elif not read_verdicts(folder.path) or filled_in is None:
        raise RunError("There is no language model to judge; set llm.provider and llm.model.")
    if filled_in is not None:
        keep_labels(folder.path, filled_in)
        cases = {case.id: case for case in folder.cases()}
        _print_agreement(measure_agreement(cases, read_verdicts(folder.path), filled_in))


def _judgeable_answers(folder: RunFolder) -> list[tuple[Case, Result]]:
    """Raises RunError where there are none."""
    cases = {case.id: case for case in folder.cases()}
    pairs = [(cases[result.case], result) for result in folder.results() if result.case in cases]
    answers = [(case, result) for case, result in pairs if is_judgeable(case, result)]
    if not answers:
        raise RunError("The run has no answer to a case that says what a right one holds: nothing to judge.")
    return answers


def _load_judge(changed: Sequence[str]) -> Judge | None:
    settings = load_settings(Path.cwd(), parse_overrides(changed)).llm
    model = load_model(settings, time.monotonic)
    return Judge(model, Rubric.load(), settings.timeout_s) if model is not None else None


def _print_verdicts(folder: RunFolder, count: int, unscored: Sequence[Unscored]) -> None:
    typer.echo(f"{count - len(unscored)} of {count} answers have a verdict.")
    typer.echo(f"`concord-eval show {folder.path}` sums up, as the score {JUDGED!r}.")
    for reason, times in Counter(result.reason for result in unscored).most_common(_MAX_REASONS):
        typer.echo(f"Without a verdict, {times} times: {reason}.")
    if unscored:
        typer.echo("The same command tries these again.")


def _print_agreement(agreement: Agreement) -> None:
    rows = (_row("Cohen's kappa", agreement.kappa), _row("share of agreement", agreement.share))
    notes = [f"{agreement.model} under {agreement.rubric}."]
    if agreement.unjudged:
        notes.append(f"{agreement.unjudged} labelled answers have no verdict and are left out.")
    table = Table("People and the judge", ("", "value", "95 % interval", "answers"), rows, tuple(notes))
    print_table(Console(), table)


def _row(name: str, estimate: Estimate) -> tuple[str, ...]:
    value = "–" if estimate.value != estimate.value else f"{estimate.value:.3f}"
    interval = "–" if estimate.low != estimate.low else f"{estimate.low:.3f} to {estimate.high:.3f}"
    return (name, value, interval, str(estimate.n))
