"""Looks the roles of single people up at Discord, who tells them without the right to list all members."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

import discord

from bot.discord.access.lookups import Lookups, Patience
from bot.discord.access.plain import roles_of

_MOST: Final = 10  # people: a channel that names more is not judged, as it would take too long
_ONE_WITHIN_S: Final = 4.0
Roles = frozenset[int]


class Roster:
    """The roles that people have by Discord's own word; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._lookups: Lookups[tuple[int, int], Roles] = Lookups(clock)
        # While more than one is asked for at once, discord.py asks more often than a server's limit allows.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def roles_of(
        self, guild: discord.Guild, people: Iterable[int], patience: Patience
    ) -> dict[int, Roles | None]:
        """The roles of each of these people, None for who is not there or could not be asked for."""
        wanted = list(people)
        if len(wanted) > _MOST:
            return dict.fromkeys(wanted)
        asks = {(guild.id, each): partial(self._asked, guild, each) for each in wanted}
        return {person: roles for (_, person), roles in (await self._lookups.of(asks, patience)).items()}

    async def _asked(self, guild: discord.Guild, person: int) -> Roles:
        turn = self._turns.setdefault(guild.id, asyncio.Lock())
        async with turn, asyncio.timeout(_ONE_WITHIN_S):
            return roles_of(await guild.fetch_member(person))
