"""What an operator does at Discord without running the bot: telling it the commands, inviting the bot.

Discord lets a bot change its commands only so often, and shows what it was told until it is told otherwise:
so they are synchronised here, never when the bot connects.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import discord
from discord.http import Route

from bot.discord.addresses import api_at
from bot.discord.commands.tree import Tree
from bot.discord.errors import plain_connection_errors
from bot.discord.i18n import CommandTranslator
from bot.discord.observability.logs import logging_to
from bot.discord.question_handler import QuestionHandler
from bot.discord.services import BotServices
from bot.settings import Settings

# Nothing connects to the gateway here; without this one discord.py warns of what could then go wrong.
_UNUSED = discord.Intents(guilds=True)
# What Discord gives a command by itself, and gives anew with every change.
_NOT_COMPARED = {"id", "application_id", "guild_id", "version"}
# To be mentioned and to answer where it is mentioned, in threads of its own and in forums; to attach an
# answer that is too long; to reply to a message, which takes reading it. Commands take none of these.
LEAST_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    read_message_history=True,
)
CommandData = Mapping[str, Any]
Client = TypeVar("Client", bound=discord.Client)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Changes:
    """The names of the commands that are new, otherwise than before, as before, and no more."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]


def sync_commands(settings: Settings, server: int | None) -> list[str]:
    """Tells Discord the commands, everywhere or in one server; what changed, a line each kind.

    Raises ConcordError, as `bot.discord.app.main` does.
    """

    async def sync(client: _CommandsClient) -> Changes:
        return await _sync(client.tree, server)

    return _lines(asyncio.run(_logged_in(settings, _CommandsClient, sync)))


def invite(settings: Settings) -> str:
    """The link that invites the bot of the token; raises as `sync_commands` does."""

    async def link(client: discord.Client) -> str:
        return invite_link((await client.application_info()).id)

    return asyncio.run(_logged_in(settings, lambda: discord.Client(intents=_UNUSED), link))


def invite_link(application: int) -> str:
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application, permissions=LEAST_PERMISSIONS, scopes=scopes)


def compare(before: Sequence[CommandData], after: Sequence[CommandData]) -> Changes:
    old, new = _by_name(before), _by_name(after)
    both = [name for name in new if name in old]
    return Changes(
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name in both if new[name] != old[name]),
        same=tuple(name for name in both if new[name] == old[name]),
        removed=tuple(name for name in old if name not in new),
    )


class _CommandsClient(discord.Client):
    """Knows the commands, and is not there to answer them: nothing that does is built."""

    def __init__(self) -> None:
        super().__init__(intents=_UNUSED)
        nothing = cast(BotServices, None)  # which a command asks only when somebody uses it
        self.tree = Tree(self, nothing)
        self.tree.add_all(QuestionHandler(nothing))

    async def setup_hook(self) -> None:
        await self.tree.set_translator(CommandTranslator())


async def _logged_in(
    settings: Settings, make: Callable[[], Client], use: Callable[[Client], Awaitable[Result]]
) -> Result:
    token = settings.discord.needed_token()
    with (
        logging_to(sys.stderr, (token,), only_warnings=True),
        api_at(settings.discord.api_url),
        plain_connection_errors(),
    ):
        async with make() as client:
            await client.login(token)
            return await use(client)


async def _sync(tree: Tree, server: int | None) -> Changes:
    """Makes the commands at Discord those of the tree: everywhere, or in one server alone."""
    guild = discord.Object(server) if server is not None else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    before = await _registered(tree.client, server)
    await tree.sync(guild=guild)
    return compare(before, await _registered(tree.client, server))


async def _registered(client: discord.Client, server: int | None) -> list[CommandData]:
    """The commands as Discord has them, with the names in all languages, which discord.py leaves out."""
    place = "" if server is None else f"guilds/{server}/"
    route = Route("GET", f"/applications/{client.application_id}/{place}commands")
    commands: list[CommandData] = await client.http.request(route, params={"with_localizations": "true"})
    return commands


def _by_name(commands: Sequence[CommandData]) -> dict[str, CommandData]:
    return {
        command["name"]: {name: value for name, value in command.items() if name not in _NOT_COMPARED}
        for command in commands
    }


def _lines(changes: Changes) -> list[str]:
    kinds = {
        "added": changes.added,
        "changed": changes.changed,
        "removed": changes.removed,
        "as before": changes.same,
    }
    return [f"{kind}: {', '.join(names)}" for kind, names in kinds.items() if names]
