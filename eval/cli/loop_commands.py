"""The commands of the loop from the chat, which `eval.cli.commands` takes up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer()

_AUDIENCES = ("public", "staff")

CandidatesOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--candidates", help="The file of candidates; otherwise one in the index folder."),
]


@app.command()
def harvest(
    candidates: CandidatesOption = None,
    audience: Annotated[
        str, typer.Option(help="public, or staff: then also what staff asked.", metavar="AUDIENCE")
    ] = "public",
    since: Annotated[
        Optional[dt.datetime],  # noqa: UP045 - as above
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Add nothing from before then (UTC)."),
    ] = None,
    limit: Annotated[
        Optional[int],  # noqa: UP045 - as above
        typer.Option(min=1, help="Add at most so many."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")] = False,
) -> None:
    """Turn answers that did not help, and refusals, into candidates for cases."""
    if audience not in _AUDIENCES:
        raise typer.BadParameter(f"it is one of {', '.join(_AUDIENCES)}", param_hint="--audience")
    from bot.models import Audience
    from eval.cli.edge import plain_errors
    from eval.cli.looping import harvest_candidates
    from eval.feedback.candidate import utc
    from eval.feedback.harvest import Wish

    with plain_errors():
        wish = Wish(Audience(audience), utc(since) if since else None, limit)
        harvest_candidates(candidates, wish, as_json=as_json)


@app.command()
def review(
    candidates: CandidatesOption = None,
    suite: Annotated[
        Optional[Path],  # noqa: UP045 - as above
        typer.Option(help="The suite that accepted cases join; otherwise one in the index folder."),
    ] = None,
) -> None:
    """Accept, edit or reject the candidates one by one; accepted ones join a regression suite."""
    from eval.cli.edge import plain_errors
    from eval.cli.looping import review_candidates

    with plain_errors():
        review_candidates(candidates, suite)
