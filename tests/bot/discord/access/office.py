"""A server whose doorkeeper is asked, and Discord behind it, which may know better than the gateway told."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord

from bot.discord.access import Doorkeeper, Operators
from bot.discord.access.place import Place
from bot.discord.servers.store import FILE, Servers
from tests.bot.discord.access.test_plain import CREW, NAMED, OWNER, WORLD
from tests.bot.discord.access.worlds import (
    CHANNEL,
    SERVER,
    STAFF,
    World,
    channel_data,
    guild_data,
    guild_of,
    member_data,
    member_of,
)

KIM, LEE = 12, 13
# As in WORLD without the person who is named in the channel.
CLOSED = World(
    replace(WORLD.place, overwrites=tuple(each for each in WORLD.place.overwrites if each != NAMED)),
    WORLD.members,
    WORLD.mapped,
)
MEMBER, GUILD, CHANNEL_ROUTE = "member", "guild", "channel"


class Office:
    """A doorkeeper of one server, of whom the gateway told `world`.

    When it asks, Discord tells of the members' `roles` and of the channel as it is `now`, unless it `fails`
    for what is asked or never answers. `asked` are the people who were asked for, `looked` the rest.
    """

    def __init__(self, folder: Path, world: World = CLOSED) -> None:
        self.servers = Servers(folder / FILE, clock=lambda: dt.datetime.now(dt.UTC))
        self.servers.change(SERVER, lambda known: known.mapping(CREW, STAFF))
        self.clock = 0.0
        self.doorkeeper = Doorkeeper(self.servers, Operators([LEE]), lambda: self.clock)
        self.doorkeeper._survey.source = self
        self.guild = guild_of(world)
        self.now: Place = world.place
        self.kind = 0
        self.roles = {OWNER: frozenset({CREW}), KIM: frozenset({CREW})}
        self.asked: list[int] = []
        self.looked: list[str] = []
        self.fails: dict[str, Exception] = {}
        self.never_answers: set[str] = set()
        http: Any = self.guild._state.http
        http.get_member, http.get_channel = self._get_member, self._get_channel

    async def fetch_guild(self, guild_id: int, /, *, with_counts: bool) -> discord.Guild:
        """The server as it is now."""
        assert (guild_id, with_counts) == (SERVER, False)
        self.looked.append(GUILD)
        await self._answers(GUILD)
        data: Any = guild_data(self.now)
        return discord.Guild(data=data, state=self.guild._state)

    async def _get_channel(self, channel: int) -> dict[str, Any]:
        assert channel == CHANNEL
        self.looked.append(CHANNEL_ROUTE)
        await self._answers(CHANNEL_ROUTE)
        return {**channel_data(self.now), "type": self.kind}

    async def _get_member(self, _: int, person: int) -> dict[str, Any]:
        self.asked.append(person)
        await self._answers(MEMBER)
        return member_data(person, self.roles[person])

    async def _answers(self, route: str) -> None:
        await asyncio.sleep(0)
        if route in self.never_answers:
            await asyncio.Event().wait()
        if route in self.fails:
            raise self.fails[route]

    def member(self, *roles: int) -> discord.Member:
        """Kim, as what they just did told them."""
        return member_of(self.guild, KIM, frozenset(roles))

    def place(self) -> Any:
        """The channel as the gateway told it."""
        return self.guild.get_channel(CHANNEL)

    def interaction(self, person: discord.Member | discord.User, permissions: int = 0) -> Any:
        """What the doorkeeper reads of one in the channel; direct where a user asks."""
        is_here = isinstance(person, discord.Member)
        made = object.__new__(discord.Interaction)
        made.user, made.channel = person, self.place() if is_here else None
        made.guild_id, made._permissions = SERVER if is_here else None, permissions
        return made
