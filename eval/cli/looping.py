"""`concord-eval harvest` and `review`: from what people said in the chat to cases of a regression suite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.edge import settings_here
from bot.factory import build_assistant, build_feedback, build_index, build_records
from bot.models import Audience, Request
from bot.settings import Settings
from eval.cli.edge import print_json
from eval.feedback.editing import Desk
from eval.feedback.evidence import Search
from eval.feedback.gathering import gathered
from eval.feedback.harvest import Harvest, Wish, harvest
from eval.feedback.joining import suite_for
from eval.feedback.pool import NAME, Pool
from eval.feedback.review import Review, Tally
from eval.feedback.sources import Complaints, complaints
from eval.runner.corpus import Indexed
from eval.runner.result import Retrieved

_SUITE = "regressions.yaml"
_PASSAGES = 8  # documents in which a reviewer's evidence is looked for


def harvest_candidates(file: Path | None, wish: Wish, *, as_json: bool) -> None:
    """Brings the file of candidates up to date with the records and remarks, and prints what changed."""
    settings = settings_here()
    pool = Pool(file or settings.index.folder / NAME)
    known = [each.key for each in pool.candidates()]
    found = complaints(build_records(settings), build_feedback(settings), _readable(settings))
    made = harvest(gathered(found.all), known, pool.decided(), wish)
    if made.candidates or known:
        pool.keep(made.candidates)
    if as_json:
        print_json(
            {
                "file": str(pool.path),
                "candidates": len(made.candidates),
                "added": made.added,
                "gone": made.gone,
                "decided": made.decided,
                "for_staff": made.for_staff,
                "over": made.over,
                "withdrawn": found.withdrawn,
                "without_record": found.without_record,
            }
        )
        return
    for line in _told(pool.path, made, found):
        typer.echo(line)


def review_candidates(file: Path | None, suite: Path | None) -> None:
    """Walks through the candidates at this terminal; accepted ones join the suite."""
    settings = settings_here()
    pool = Pool(file or settings.index.folder / NAME)
    place = suite or settings.index.folder / _SUITE
    if not pool.undecided():
        typer.echo("There is nothing to review; `concord-eval harvest` looks for what did not help.")
        return
    console = Console(highlight=False)
    desk = Desk(Indexed.here(Path.cwd(), {}))
    search = _search(settings)
    try:
        tally = Review(pool, place, desk, search, console, _ask(console), _now).walk()
    except KeyboardInterrupt:
        typer.echo("\nStopped; what was decided is kept, and `concord-eval review` goes on.", err=True)
        raise typer.Exit(130) from None
    _sum_up(tally, place)


def _readable(settings: Settings) -> Callable[[Audience], frozenset[str]]:
    """The documents of an audience, looked up once."""
    index = build_index(settings)

    @cache
    def readable(audience: Audience) -> frozenset[str]:
        entries = index.read(lambda snapshot: snapshot.documents(audience))
        return frozenset(entry.id for entry in entries)

    return readable


def _search(settings: Settings) -> Search:
    """The assistant's search, which is made when it is first needed."""
    assistant = cache(lambda: build_assistant(settings))

    def search(words: str, audience: Audience) -> Sequence[Retrieved]:
        found = assistant().search(Request(words, audience), top=_PASSAGES)
        return [Retrieved(document=each.chunk.document, text=each.chunk.text) for each in found]

    return search


def _ask(console: Console) -> Callable[[str], str]:
    return lambda question: console.input(question, markup=False)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _told(path: Path, made: Harvest, found: Complaints) -> list[str]:
    """What changed, and what was left aside, a sentence each."""
    counts = (
        (
            made.gone,
            "{} taken out: they are forgotten, had their time, or are not for who asked any more.",
        ),
        (made.over, "{} left for another time by --limit."),
        (made.for_staff, "{} left aside: staff asked; --audience staff includes them."),
        (found.withdrawn, "{} left aside: who asked may not read their documents any more."),
        (found.without_record, "{} remarks have no record any more."),
    )
    return [
        f"{made.added} new, {len(made.candidates)} to review in {path}.",
        *(sentence.format(count) for count, sentence in counts if count),
    ]


def _sum_up(tally: Tally, suite: Path) -> None:
    typer.echo(
        f"{tally.accepted} accepted, {tally.rejected} rejected, {tally.skipped} skipped; {tally.left} left."
    )
    files = [each for each in dict.fromkeys((suite, suite_for(suite, Audience.STAFF))) if each.exists()]
    if files:
        typer.echo(f"concord-eval run {' '.join(map(str, files))}")
