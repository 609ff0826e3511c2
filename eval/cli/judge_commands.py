"""`concord-eval label` and `judge`: what people and a model say of answers, and how far both agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer()

_RUNS = Path(".concord/runs")

RunArgument = Annotated[str, typer.Argument(help="The name of a run, or its folder.")]
RunsOption = Annotated[Path, typer.Option("--runs", help="The folder in which runs are kept.")]


@app.command()
def label(
    run: RunArgument,
    file: Annotated[Path, typer.Argument(help="The CSV file to write, for any spreadsheet.")],
    count: Annotated[int, typer.Option(min=0, help="How many answers are drawn at random; 0 takes all.")] = 0,
    seed: Annotated[int, typer.Option(help="Another number draws others.")] = 1,
    runs: RunsOption = _RUNS,
) -> None:
    """Write answers of a run into a file, for a person to say which are right, partly right or wrong."""
    from eval.cli.edge import plain_errors
    from eval.cli.judging import write_labels

    with plain_errors():
        write_labels(run, runs, file, (count, seed))


@app.command()
def judge(
    run: RunArgument,
    labels: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option(help="The file that a person filled in: prints how far they agree with the judge."),
    ] = None,
    changed: Annotated[
        Optional[list[str]],  # noqa: UP045 - as above
        typer.Option("--set", metavar="PATH=VALUE", help="A setting for the judge, like llm.model=…"),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many answers are judged at once.")] = 2,
    runs: RunsOption = _RUNS,
) -> None:
    """Have the language model of the settings judge the answers of a run by the rubric."""
    from eval.cli.edge import plain_errors
    from eval.cli.judging import judge_run

    with plain_errors():
        judge_run(run, runs, labels, (tuple(changed or ()), workers))
