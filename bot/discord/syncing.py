"""Tells Discord which commands the bot has; done by an operator, never when the bot connects.

Discord lets a bot change its commands only so often, and shows what it was told until it is told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.app_commands import CommandTree
from discord.http import Route

Command = Mapping[str, Any]
# What Discord gives a command by itself, and gives anew with every change.
_NOT_COMPARED = {"id", "application_id", "guild_id", "version"}


@dataclass(frozen=True, slots=True)
class Changes:
    """The names of the commands that are new, otherwise than before, as before, and no more."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]


async def sync(tree: CommandTree[Any], server: int | None) -> Changes:
    """Makes the commands at Discord those of the tree: everywhere, or in one server alone.

    The client of the tree is logged in. Raises discord.HTTPException where Discord refuses.
    """
    guild = discord.Object(server) if server is not None else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    before = await _registered(tree.client, server)
    await tree.sync(guild=guild)
    return changes(before, await _registered(tree.client, server))


def changes(before: Sequence[Command], after: Sequence[Command]) -> Changes:
    """What differs, by name."""
    old, new = _by_name(before), _by_name(after)
    both = [name for name in new if name in old]
    return Changes(
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name in both if new[name] != old[name]),
        same=tuple(name for name in both if new[name] == old[name]),
        removed=tuple(name for name in old if name not in new),
    )


async def _registered(client: discord.Client, server: int | None) -> list[Command]:
    """The commands as Discord has them, with the names in all languages, which discord.py leaves out."""
    place = "" if server is None else f"guilds/{server}/"
    route = Route("GET", f"/applications/{client.application_id}/{place}commands")
    commands: list[Command] = await client.http.request(route, params={"with_localizations": "true"})
    return commands


def _by_name(commands: Sequence[Command]) -> dict[str, Command]:
    return {
        each["name"]: {name: value for name, value in each.items() if name not in _NOT_COMPARED}
        for each in commands
    }
