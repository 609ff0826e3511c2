"""Looks at Discord who may view a channel now: while the gateway is silent, what it told before grows old."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol

import discord

from bot.discord.access.lookups import Lookups, Patience
from bot.discord.access.place import Place
from bot.discord.access.plain import looked_up


class Source(Protocol):
    """Who asks Discord for a server; discord.py's client does."""

    async def fetch_guild(self, guild_id: int, /, *, with_counts: bool) -> discord.Guild:
        """The server with its owner and roles, and without its channels."""


class Survey:
    """Channels and servers by Discord's own word; `clock` gives seconds that only grow.

    Until it has a `source` nothing is known.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.source: Source | None = None
        self._guilds: Lookups[int, discord.Guild] = Lookups(clock)
        self._channels: Lookups[int, object] = Lookups(clock)

    async def place_of(self, guild: discord.Guild, channel: int, patience: Patience) -> Place | None:
        """The channel with this id as it is now; None where that could not be found out.

        That is so, too, where the bot itself may not view the channel.
        """
        if self.source is None:
            return None
        server = partial(self.source.fetch_guild, guild.id, with_counts=False)
        servers, channels = await asyncio.gather(
            self._guilds.of({guild.id: server}, patience),
            self._channels.of({channel: partial(guild.fetch_channel, channel)}, patience),
        )
        return looked_up(guild, servers[guild.id], channels[channel])
