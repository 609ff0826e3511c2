"""`concord-eval harvest` and `review`: from what people said in the chat to cases of a regression suite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.edge import settings_here
from bot.factory import build_assistant, build_index, build_storage
from bot.models import Audience, Request
from bot.settings import Settings
from eval.cli.output import JsonOption, plain_errors, print_json
from eval.feedback.candidate import to_utc
from eval.feedback.editing import CaseEditor
from eval.feedback.harvest import HarvestFilter, plan_harvest, read_complaints, to_candidates
from eval.feedback.pool import CANDIDATES_FILE, CandidatePool
from eval.feedback.proposal import Search
from eval.feedback.review import Review
from eval.feedback.suite_file import suite_for
from eval.models import ResultPassage
from eval.runner.targets import IndexCorpus

app = typer.Typer()
_SUITE = "regressions.yaml"
# Documents in which a reviewer's evidence is looked for.
_SEARCH_TOP = 8

CandidatesOption = Annotated[
    Path | None,
    typer.Option("--candidates", help="The file of candidates; otherwise one in the index folder."),
]


@app.command()
@plain_errors()
def harvest(
    candidates: CandidatesOption = None,
    audience: Annotated[
        Audience,
        typer.Option(help="public, or staff: then also what staff asked.", metavar="AUDIENCE"),
    ] = Audience.PUBLIC,
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Add nothing from before then (UTC)."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Add at most so many.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Turn answers that did not help, and refusals, into candidates for cases."""
    settings = settings_here()
    pool = CandidatePool(candidates or settings.index.folder / CANDIDATES_FILE)
    known = [candidate.key for candidate in pool.candidates()]
    storage = build_storage(settings)
    found = read_complaints(storage.records, storage.feedback, _readable(settings))
    wanted = HarvestFilter(audience, to_utc(since) if since else None, limit)
    plan = plan_harvest(to_candidates(found.complaints), known, pool.decisions(), wanted)
    if plan.candidates or known:
        pool.write(plan.candidates)
    counts = {
        "gone": plan.gone,
        "over": plan.over,
        "for_staff": plan.for_staff,
        "withdrawn": found.withdrawn,
        "without_record": found.without_record,
    }
    if as_json:
        totals = {"candidates": len(plan.candidates), "added": plan.added, "decided": plan.decided}
        print_json({"file": str(pool.path), **totals, **counts})
        return
    typer.echo(f"{plan.added} new, {len(plan.candidates)} to review in {pool.path}.")
    for name, count in counts.items():
        if count:
            typer.echo(_LEFT_OUT[name].format(count))


_LEFT_OUT = {
    "gone": "{} taken out: they are forgotten, had their time, or are not for who asked any more.",
    "over": "{} left for another time by --limit.",
    "for_staff": "{} left aside: staff asked; --audience staff includes them.",
    "withdrawn": "{} left aside: who asked may not read their documents any more.",
    "without_record": "{} remarks have no record any more.",
}


@app.command()
@plain_errors()
def review(
    candidates: CandidatesOption = None,
    suite: Annotated[
        Path | None,
        typer.Option(help="The suite that accepted cases join; otherwise one in the index folder."),
    ] = None,
) -> None:
    """Accept, edit or reject the candidates one by one; accepted ones join a regression suite."""
    settings = settings_here()
    pool = CandidatePool(candidates or settings.index.folder / CANDIDATES_FILE)
    path = suite or settings.index.folder / _SUITE
    if not pool.undecided():
        typer.echo("There is nothing to review; `concord-eval harvest` looks for what did not help.")
        return
    console = Console(highlight=False)
    editor = CaseEditor(IndexCorpus.load(Path.cwd(), {}))
    try:
        counts = Review(
            pool,
            path,
            editor,
            _search(settings),
            console,
            ask=lambda question: console.input(question, markup=False),
            now=lambda: dt.datetime.now(dt.UTC),
        ).run()
    except KeyboardInterrupt:
        typer.echo("\nStopped; what was decided is kept, and `concord-eval review` goes on.", err=True)
        raise typer.Exit(130) from None
    done = f"{counts.accepted} accepted, {counts.rejected} rejected, {counts.skipped} skipped"
    typer.echo(f"{done}; {counts.left} left.")
    files = [file for file in dict.fromkeys((path, suite_for(path, Audience.STAFF))) if file.exists()]
    if files:
        typer.echo(f"concord-eval run {' '.join(map(str, files))}")


def _readable(settings: Settings) -> Callable[[Audience], frozenset[str]]:
    index = build_index(settings)

    @cache
    def readable(audience: Audience) -> frozenset[str]:
        entries = index.read(lambda snapshot: snapshot.documents(audience))
        return frozenset(entry.id for entry in entries)

    return readable


def _search(settings: Settings) -> Search:
    """The assistant's search; the assistant is built at the first call."""
    assistant = cache(lambda: build_assistant(settings))

    def search(words: str, audience: Audience) -> Sequence[ResultPassage]:
        passages = assistant().search(Request(words, audience), top=_SEARCH_TOP)
        return [
            ResultPassage(document=passage.chunk.document, text=passage.chunk.text) for passage in passages
        ]

    return search
