"""`concord discord`: run the bot, and what an operator does for it.

Everything heavy is imported inside the command that needs it, as with the other commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from bot.cli.edge import collect_as_usual, plain_errors, settings_here

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(invoke_without_command=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def run(context: typer.Context) -> None:
    """Run the Discord bot until it is stopped; its token stands in CONCORD_DISCORD__TOKEN."""
    if context.invoked_subcommand is not None:
        return
    collect_as_usual()
    with plain_errors():
        settings = _settings_with_token()
        from bot.discord.app import main

        main(settings)


@app.command("sync-commands")
def sync_commands(
    server: Annotated[
        Optional[int],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option(help="Only in the server with this id, where it shows at once; for trials."),
    ] = None,
) -> None:
    """Tell Discord which commands the bot has; after the first start, and after an update."""
    with plain_errors():
        settings = _settings_with_token()
        from bot.discord.operator_commands import sync_commands as sync

        for line in sync(settings, server):
            typer.echo(line)


@app.command()
def invite() -> None:
    """Print the link that invites the bot to a server, with no more permissions than it uses."""
    with plain_errors():
        settings = _settings_with_token()
        from bot.discord.operator_commands import invite as link

        typer.echo(link(settings))


def _settings_with_token() -> Settings:
    settings = settings_here()
    settings.discord.needed_token()  # before a second goes by with imports
    return settings
