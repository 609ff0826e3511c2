"""What an operator does at Discord without running the bot: telling it the commands, inviting the bot."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

import discord

from bot.discord.addresses import api_at
from bot.discord.commands.catalogue import add_all
from bot.discord.commands.tree import Tree
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk
from bot.discord.invite import invite_link
from bot.discord.operations.logs import logging_to
from bot.discord.syncing import Changes, sync
from bot.discord.troubles import plain_troubles
from bot.discord.words import CommandTranslator
from bot.settings import Settings

# Nothing connects to the gateway here; without this one discord.py warns of what could then go wrong.
_UNUSED = discord.Intents(guilds=True)
Client = TypeVar("Client", bound=discord.Client)
Result = TypeVar("Result")


def sync_commands(settings: Settings, server: int | None) -> list[str]:
    """Tells Discord the commands, everywhere or in one server; what changed, a line each kind.

    Raises ConcordError, as `bot.discord.app.main` does.
    """

    async def told(client: _Teller) -> Changes:
        return await sync(client.tree, server)

    return _lines(asyncio.run(_logged_in(settings, _Teller, told)))


def invite(settings: Settings) -> str:
    """The link that invites the bot of the token; raises as `sync_commands` does."""

    async def link(client: discord.Client) -> str:
        return invite_link((await client.application_info()).id)

    return asyncio.run(_logged_in(settings, lambda: discord.Client(intents=_UNUSED), link))


class _Teller(discord.Client):
    """Knows the commands, and is not there to answer them: nothing that does is built."""

    def __init__(self) -> None:
        super().__init__(intents=_UNUSED)
        nobody = cast(Desk, None)  # whom a command asks only when somebody uses it
        self.tree = Tree(self, nobody)
        add_all(self.tree, nobody, Reception(nobody))

    async def setup_hook(self) -> None:
        await self.tree.set_translator(CommandTranslator())


async def _logged_in(
    settings: Settings, make: Callable[[], Client], use: Callable[[Client], Awaitable[Result]]
) -> Result:
    token = settings.discord.needed_token()
    with (
        logging_to(sys.stderr, (token,), only_warnings=True),
        api_at(settings.discord.api_url),
        plain_troubles(),
    ):
        async with make() as client:
            await client.login(token)
            return await use(client)


def _lines(changes: Changes) -> list[str]:
    kinds = {
        "added": changes.added,
        "changed": changes.changed,
        "removed": changes.removed,
        "as before": changes.same,
    }
    return [f"{kind}: {', '.join(names)}" for kind, names in kinds.items() if names]
