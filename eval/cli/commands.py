"""`concord-eval`: run suites, show and compare runs, gate and report on them; and all other commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from eval.analysis.compare import compare as compare_runs
from eval.analysis.gate import Policy, check_gate, measure_agreement, to_junit
from eval.analysis.run import Run, Summary, summarise
from eval.cli import feedback, importing, judging
from eval.cli.output import (
    RUNS,
    JsonOption,
    RunArgument,
    RunsOption,
    find_run,
    plain_errors,
    print_json,
    write_text,
)
from eval.cli.running import RunOptions, print_summary, run_suites
from eval.datasets.dataset import suite_schema
from eval.errors import RunError
from eval.judge.labels import LABELS_FILE, read_labels
from eval.judge.verdicts import read_verdicts
from eval.reports.html import report_html
from eval.reports.tables import comparison_table, confidence_tables, slices_table
from eval.reports.text import comparison_json, report_json, report_markdown, summary_json, verdicts_json
from eval.runner.manifest import Manifest
from eval.runner.run_folder import RunFolder
from eval.tables import Table
from eval.tables import show as print_table

app = typer.Typer(
    help="Evaluate answers: with a number, its interval and the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# So many flipped cases are shown in the terminal; the report has all.
_MAX_FLIPS = 10
_REPORTS: Mapping[str, Callable[[Run, Summary, Run | None], str]] = {
    ".html": report_html,
    ".md": report_markdown,
    ".json": report_json,
}


@app.command()
@plain_errors()
def run(  # noqa: PLR0913 - the options of a command are its parameters
    suites: Annotated[
        list[str], typer.Argument(metavar="SUITE…", help="Files of cases, or names of shipped suites.")
    ],
    name: Annotated[str, typer.Option(help="What the run is called; a stopped run goes on by it.")] = "",
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A setting for this run, like retrieval.top=12."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Score the answers of another system in this JSON Lines file.")
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, max=100, help="How often each case is asked.")] = 1,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many cases are asked at once.")] = 2,
    runs: RunsOption = RUNS,
    as_json: JsonOption = False,
) -> None:
    """Ask all cases of the suites, judge the answers, and sum them up."""
    folder = run_suites(RunOptions(suites, name, changed or (), answers, repeats, workers), runs)
    result = Run.load(folder)
    summary = summarise(result, ["all"])
    if as_json:
        print_json({**summary_json(summary), "folder": str(folder.path)})
        return
    print_summary(Console(), result, summary)
    typer.echo(f"The run lies in {folder.path}; `concord-eval show {folder.path}` has its slices.")


@app.command("list")
@plain_errors()
def list_runs(runs: RunsOption = RUNS, as_json: JsonOption = False) -> None:
    """List the runs, the newest first."""
    manifests = sorted(_manifests(runs), key=lambda manifest: manifest.at, reverse=True)
    if as_json:
        print_json([manifest.model_dump(mode="json") for manifest in manifests])
        return
    if not manifests:
        typer.echo(f"There is no run in {runs}; `concord-eval run SUITE` makes one.")
        return
    rows = tuple((m.name, f"{m.at:%Y-%m-%d %H:%M}", m.system, ", ".join(m.suites)) for m in manifests)
    print_table(Console(), Table("Runs", ("name", "at (UTC)", "system", "suites"), rows))


def _manifests(runs: Path) -> list[Manifest]:
    manifests = []
    for path in sorted(runs.glob("*/manifest.json")):
        try:
            manifests.append(RunFolder(path.parent).manifest())
        except RunError:
            continue
    return manifests


@app.command()
@plain_errors()
def show(run: RunArgument, runs: RunsOption = RUNS, as_json: JsonOption = False) -> None:
    """Show the figures of a run with their intervals, over all cases and by language and tag."""
    result = Run.load(find_run(run, runs))
    summary = summarise(result)
    if as_json:
        print_json(summary_json(summary))
        return
    print_summary(Console(), result, summary)
    for table in (slices_table(summary), *confidence_tables(result)):
        print_table(Console(), table)


@app.command()
@plain_errors()
def compare(
    before: RunArgument, after: RunArgument, runs: RunsOption = RUNS, as_json: JsonOption = False
) -> None:
    """Compare two runs case by case: what differs, how surely, and which cases flipped."""
    pair = [Run.load(find_run(name, runs)) for name in (before, after)]
    comparison = compare_runs(*pair)
    if as_json:
        print_json(comparison_json(comparison))
        return
    print_table(Console(), comparison_table(comparison))
    for title, cases in (("Lost", comparison.lost), ("Gained", comparison.gained)):
        _print_flips(Console(), title, pair, cases)


def _print_flips(console: Console, title: str, pair: Sequence[Run], cases: Sequence[str]) -> None:
    if not cases:
        return
    console.print(f"[bold]{title}[/]")
    for case in cases[:_MAX_FLIPS]:
        console.print(escape(f"{case}: {pair[0].cases[case].question}"), highlight=False)
        for result in pair:
            first = result.first_results()[case]
            line = f"[bold]{escape(result.name)}[/]  {escape(first.text or first.failure)}"
            console.print(Padding(line, (0, 0, 0, 4)), highlight=False)
    if len(cases) > _MAX_FLIPS:
        more = f"{len(cases) - _MAX_FLIPS} more stand in the report."
        console.print(more, style="dim", highlight=False)
    console.print()


@app.command()
@plain_errors()
def gate(
    run: RunArgument,
    policy: Annotated[Path, typer.Option(help="The TOML file with the rules.")],
    junit: Annotated[
        Path | None, typer.Option(help="Also write the verdicts to this file as JUnit XML.")
    ] = None,
    runs: RunsOption = RUNS,
    as_json: JsonOption = False,
) -> None:
    """Tell rule by rule whether a run may ship; the exit status is 1 if it may not."""
    rules = Policy.load(policy)
    result = Run.load(find_run(run, runs))
    agreement = None
    if rules.judge is not None:
        labelled = find_run(rules.judge.run or run, runs)
        if (labelled.path / LABELS_FILE).is_file():
            cases = {case.id: case for case in labelled.cases()}
            labels = read_labels(labelled.path / LABELS_FILE)
            agreement = measure_agreement(cases, read_verdicts(labelled.path), labels)
    verdicts = check_gate(result, rules, agreement)
    if junit is not None:
        write_text(junit, to_junit(result.name, verdicts))
    if as_json:
        print_json(verdicts_json(result.name, verdicts))
    else:
        for verdict in verdicts:
            typer.echo(f"{'kept  ' if verdict.is_kept else 'FAILED'}  {verdict.rule}  [{verdict.found}]")
    if not all(verdict.is_kept for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
@plain_errors()
def report(
    run: RunArgument,
    against: Annotated[str, typer.Option(help="A run that was before, to compare with.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(help="A file .html, .md or .json; otherwise a page in the folder of the run."),
    ] = None,
    runs: RunsOption = RUNS,
) -> None:
    """Write a run as one page that opens offline, as Markdown or as JSON."""
    folder = find_run(run, runs)
    path = file or folder.path / "report.html"
    write_report = _REPORTS.get(path.suffix.lower())
    if write_report is None:
        raise RunError(f"{path.name} is none of {', '.join(_REPORTS)}; name the report by one of these.")
    result = Run.load(folder)
    other = Run.load(find_run(against, runs)) if against else None
    write_text(path, write_report(result, summarise(result), other))
    typer.echo(f"The report lies in {path}.")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a suite, by which editors complete and check it."""
    typer.echo(suite_schema())


app.add_typer(importing.app)
app.add_typer(feedback.app)
app.add_typer(judging.app)


def main() -> None:
    app()
