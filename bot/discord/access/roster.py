"""Looks the roles of single people up at Discord, who tells them without the right to list all members."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import aiohttp
import discord

from bot.discord.access.plain import roles_of

# Many questions at once ask Discord once; a role that somebody lost is heeded within this time.
_FRESH_S = 5.0
_MOST = 10  # people: a channel that names more is not judged, as it would take too long
Roles = frozenset[int]
Looking = asyncio.Task[Roles | None]


class Roster:
    """What was looked up lately; to be used in one event loop. `clock` gives seconds that only grow.

    A look-up takes `within_s` seconds at most; who was not found by then is unknown.
    """

    def __init__(self, clock: Callable[[], float], within_s: float) -> None:
        self._clock = clock
        self._within_s = within_s
        self._lookups: dict[tuple[int, int], tuple[float, Looking]] = {}

    async def roles_of(self, guild: discord.Guild, people: Iterable[int]) -> dict[int, Roles | None]:
        """The roles of each of these people, None for who is not there or could not be asked for."""
        wanted = list(people)
        if len(wanted) > _MOST:
            return dict.fromkeys(wanted)
        tasks = {each: self._lookup(guild, each) for each in wanted}
        pending = [each for each in tasks.values() if not each.done()]
        if pending:
            await asyncio.wait(pending, timeout=self._within_s)
        return {each: task.result() if task.done() else None for each, task in tasks.items()}

    def _lookup(self, guild: discord.Guild, person: int) -> Looking:
        now = self._clock()
        self._lookups = {key: each for key, each in self._lookups.items() if now - each[0] < _FRESH_S}
        known = self._lookups.get((guild.id, person))
        if known is None:
            known = (now, asyncio.create_task(_asked(guild, person)))
            self._lookups[guild.id, person] = known
        return known[1]


async def _asked(guild: discord.Guild, person: int) -> Roles | None:
    try:
        return roles_of(await guild.fetch_member(person))
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
        return None
