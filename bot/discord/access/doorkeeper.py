"""Says what may be shown to whom and where: the one place that every handler asks.

Whatever cannot be known is decided as if the public looked on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.discord.access.audiences import least, of_roles, sees_more
from bot.discord.access.channel_rule import NOT_JUDGED, Verdict, by_all, by_roles, people_named
from bot.discord.access.operators import Operators
from bot.discord.access.plain import around, place_of, roles_of
from bot.discord.access.roster import Roster
from bot.discord.servers.settings import ServerSettings
from bot.discord.servers.store import Servers
from bot.models import Audience

# Of the three seconds in which an interaction has to be acknowledged.
_LOOK_UP_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """For whom an answer is, and whether it comes to the asker alone.

    `sees_more` says that the asker may see more than is shown there, and would in an ephemeral answer.
    """

    audience: Audience
    ephemeral: bool
    sees_more: bool = False


class Doorkeeper:
    """Decides by the servers' settings; `clock` gives seconds that only grow.

    The methods that are awaited raise IngestError where the settings cannot be read.
    """

    def __init__(self, servers: Servers, operators: Operators, clock: Callable[[], float]) -> None:
        self._servers = servers
        self._roster = Roster(clock, _LOOK_UP_WITHIN_S)
        self.operators = operators

    async def settings(self, guild: int) -> ServerSettings:
        """The settings of the server with this id."""
        known = self._servers.known(guild)
        return known if known is not None else await asyncio.to_thread(self._servers.of, guild)

    async def member(self, person: discord.Member | discord.User) -> Audience:
        """What this person may read here: by their roles in a server, and the public's outside of one."""
        roles = roles_of(person)
        if not roles or not isinstance(person, discord.Member):
            return Audience.PUBLIC
        return of_roles(roles, (await self.settings(person.guild.id)).roles)

    async def channel(self, channel: object) -> Audience:
        """What everybody who can view this channel may read."""
        place = place_of(channel)
        if place is None:
            return Audience.PUBLIC
        mapped = (await self.settings(place.server)).roles
        if by_roles(place, mapped).audience is Audience.PUBLIC:  # asking for people would change nothing
            return Audience.PUBLIC
        return (await self.judge(channel)).audience

    async def judge(self, channel: object) -> Verdict:
        """What everybody who can view this channel may read, and all that keeps it from being more."""
        place, guild = place_of(channel), getattr(channel, "guild", None)
        if place is None or not isinstance(guild, discord.Guild):
            return NOT_JUDGED
        mapped = (await self.settings(guild.id)).roles
        return by_all(place, mapped, await self._roster.roles_of(guild, people_named(place)))

    async def bounds(self, interaction: discord.Interaction, private: bool = False) -> Bounds:
        """How a command is answered: to the asker alone where the channel may not see as much."""
        own = await self.member(interaction.user)
        if private or own is Audience.PUBLIC:
            return Bounds(own, private)
        heard = await self.channel(interaction.channel)
        return Bounds(own, ephemeral=sees_more(own, heard))

    async def spoken(self, author: discord.Member | discord.User, channel: object) -> Bounds:
        """How a message is answered, which everybody in the channel sees."""
        own = await self.member(author)
        if own is Audience.PUBLIC:
            return Bounds(own, ephemeral=False)
        heard = await self.channel(channel)
        return Bounds(least((own, heard)), ephemeral=False, sees_more=sees_more(own, heard))

    async def may_answer_in(self, channel: object) -> bool:
        """Whether the server lets the bot answer in this channel; outside a server it always may."""
        guild = getattr(channel, "guild", None)
        if guild is None:
            return True
        return (await self.settings(guild.id)).answers_in(*around(channel))

    def is_operator(self, user: discord.abc.User) -> bool:
        """Whether this person runs the bot."""
        return self.operators.has(user.id)

    def is_manager(self, interaction: discord.Interaction) -> bool:
        """Whether the asker may change this server's settings, by what Discord says of them just now."""
        allowed = interaction.permissions
        runs_server = interaction.guild_id is not None and (allowed.manage_guild or allowed.administrator)
        return runs_server or self.is_operator(interaction.user)
