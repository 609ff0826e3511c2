"""`concord-eval`: run suites, show and compare runs, and gate on them.

Everything heavy is imported inside the command that needs it, so that `--help` is immediate.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from eval.cli.judge_commands import app as judge_commands
from eval.cli.loop_commands import app as loop_commands

app = typer.Typer(
    help="Evaluate answers: with a number, its interval and the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# Beside the index, which git leaves alone as well.
_RUNS = Path(".concord/runs")

RunArgument = Annotated[str, typer.Argument(help="The name of a run, or its folder.")]
RunsOption = Annotated[Path, typer.Option("--runs", help="The folder in which runs are kept.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


@app.command()
def run(  # noqa: PLR0913 - the options of a command are its parameters
    suites: Annotated[
        list[str], typer.Argument(metavar="SUITE…", help="Files of cases, or names of shipped suites.")
    ],
    name: Annotated[str, typer.Option(help="What the run is called; a stopped run goes on by it.")] = "",
    changed: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option("--set", metavar="PATH=VALUE", help="A setting for this run, like retrieval.top=12."),
    ] = None,
    answers: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="Score the answers of another system in this JSON Lines file."),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, max=100, help="How often each case is asked.")] = 1,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many cases are asked at once.")] = 2,
    runs: RunsOption = _RUNS,
    as_json: JsonOption = False,
) -> None:
    """Ask all cases of the suites, judge the answers, and sum them up."""
    from eval.cli.edge import plain_errors
    from eval.cli.running import Wanted, run_suites

    with plain_errors():
        wanted = Wanted(tuple(suites), name, tuple(changed or ()), answers, repeats, workers)
        run_suites(wanted, runs, as_json=as_json)


@app.command("list")
def list_runs(runs: RunsOption = _RUNS, as_json: JsonOption = False) -> None:
    """List the runs, the newest first."""
    from eval.cli.edge import plain_errors
    from eval.cli.showing import show_runs

    with plain_errors():
        show_runs(runs, as_json=as_json)


@app.command()
def show(run: RunArgument, runs: RunsOption = _RUNS, as_json: JsonOption = False) -> None:
    """Show the figures of a run with their intervals, over all cases and by language and tag."""
    from eval.cli.edge import plain_errors
    from eval.cli.showing import show_run

    with plain_errors():
        show_run(run, runs, as_json=as_json)


@app.command()
def compare(
    before: RunArgument, after: RunArgument, runs: RunsOption = _RUNS, as_json: JsonOption = False
) -> None:
    """Compare two runs case by case: what differs, how surely, and which cases flipped."""
    from eval.cli.comparing import show_comparison
    from eval.cli.edge import plain_errors

    with plain_errors():
        show_comparison(before, after, runs, as_json=as_json)


@app.command()
def gate(
    run: RunArgument,
    policy: Annotated[Path, typer.Option(help="The TOML file with the rules.")],
    junit: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="Also write the verdicts to this file as JUnit XML."),
    ] = None,
    runs: RunsOption = _RUNS,
    as_json: JsonOption = False,
) -> None:
    """Tell rule by rule whether a run may ship; the exit status is 1 if it may not."""
    from eval.cli.edge import plain_errors
    from eval.cli.gating import is_shippable

    with plain_errors():
        may_ship = is_shippable(run, policy, junit, runs, as_json=as_json)
    if not may_ship:
        raise typer.Exit(1)


@app.command()
def report(
    run: RunArgument,
    against: Annotated[str, typer.Option(help="A run that was before, to compare with.")] = "",
    file: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="A file .html, .md or .json; otherwise a page in the folder of the run."),
    ] = None,
    runs: RunsOption = _RUNS,
) -> None:
    """Write a run as one page that opens offline, as Markdown or as JSON."""
    from eval.cli.edge import plain_errors
    from eval.cli.reporting import write_report

    with plain_errors():
        write_report(run, against, file, runs)


@app.command("import")
def import_set(
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
    from eval.cli.edge import plain_errors
    from eval.cli.importing import import_and_tell

    with plain_errors():
        import_and_tell(source, out, limit, seed, half, indexed=index)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a suite, by which editors complete and check it."""
    from eval.cli.schema import suite_schema

    typer.echo(suite_schema())


app.add_typer(loop_commands)
app.add_typer(judge_commands)


def main() -> None:
    """The entry point of `concord-eval`."""
    app()
