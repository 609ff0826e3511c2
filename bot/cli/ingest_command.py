"""`concord-ingest`: makes the index agree with what is on disk, and shows what happened to each file."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from bot.cli.brevity import spare_collections

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def ingest(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation at run time
        typer.Argument(help="Folders, files or web addresses; without any, those of the settings."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and change nothing.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove what came from these places, still there or not.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only what failed.")] = False,
) -> None:
    """Add, change and remove documents until the index agrees with these places."""
    from bot.cli.edge import plain_errors
    from bot.cli.ingesting import run_ingest

    with plain_errors():
        failed = run_ingest(paths, forget=forget, dry_run=dry_run, quiet=quiet)
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """The entry point of `concord-ingest`."""
    spare_collections()
    app()
