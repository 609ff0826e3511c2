"""Says what may be shown to whom and where: the one place that every handler asks.

Whatever cannot be known is decided as if the public looked on. What comes over the gateway is as new as the
question that came by the same way; when the answer is there, the gateway may have been silent for a while, so
that Discord is asked before more than what is public is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import discord

from bot.discord.access.audiences import least, of_roles, sees_more
from bot.discord.access.channel_rule import (
    NOT_JUDGED,
    NOT_LOOKED_UP,
    Verdict,
    by_all,
    by_roles,
    people_named,
)
from bot.discord.access.lookups import Patience
from bot.discord.access.operators import Operators
from bot.discord.access.place import Place
from bot.discord.access.plain import around, number_of, place_of, roles_of
from bot.discord.access.roster import Roster
from bot.discord.access.survey import Survey
from bot.discord.servers.settings import ServerSettings
from bot.discord.servers.store import Servers
from bot.models import Audience

# For whom an answer is has to be known within the three seconds in which an interaction is acknowledged; it
# is looked at anew before it is shown. Discord tells of some five members of a server in a second, so many
# answers for one person each wait for one another then, though not until the bot has to have stopped.
_DECIDING: Final = Patience(fresh_s=5.0, within_s=1.0)
_SHOWING: Final = Patience(fresh_s=0.0, within_s=8.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """For whom an answer is, and whether it comes to the requester alone.

    `sees_more` says that the requester may see more than is shown there, and would in an ephemeral answer.
    """

    audience: Audience
    ephemeral: bool
    sees_more: bool = False


class Doorkeeper:
    """Decides by the servers' settings; `clock` gives seconds that only grow.

    The methods that are awaited raise ConcordError where the settings cannot be read.
    """

    def __init__(self, servers: Servers, operators: Operators, clock: Callable[[], float]) -> None:
        self._servers = servers
        self._roster = Roster(clock)
        self._survey = Survey(clock)
        self.operators = operators

    async def learn(self, client: discord.Client) -> None:
        """Takes in by whom Discord is asked, and who the operators are."""
        self._survey.source = client
        await self.operators.learn(client)

    async def settings(self, guild: int) -> ServerSettings:
        """The settings of the server with this id."""
        known = self._servers.known(guild)
        return known if known is not None else await asyncio.to_thread(self._servers.of, guild)

    async def member(self, person: discord.Member | discord.User) -> Audience:
        """What this person may read here: by their roles in a server, and the public's outside of one.

        The roles are those that came with what the person just did.
        """
        roles = roles_of(person)
        if not roles or not isinstance(person, discord.Member):
            return Audience.PUBLIC
        return of_roles(roles, (await self.settings(person.guild.id)).roles)

    async def member_now(self, person: discord.Member | discord.User) -> Audience:
        """What this person may read by the roles that they came with and by those that they have now.

        Discord is asked for these only where the others give more than what is public.
        """
        before = await self.member(person)
        if before is Audience.PUBLIC or not isinstance(person, discord.Member):
            return Audience.PUBLIC
        found = await self._roster.roles_of(person.guild, [person.id], _SHOWING)
        mapped = (await self.settings(person.guild.id)).roles
        return least((before, of_roles(found[person.id] or (), mapped)))

    async def channel(self, channel: object) -> Audience:
        """What everybody who can view this channel now may read; Discord is asked as by `member_now`."""
        return await self._heard(channel, _SHOWING)

    async def judge(self, channel: object) -> Verdict:
        """What everybody who can view this channel now may read, and all that keeps it from being more."""
        place, guild = place_of(channel), getattr(channel, "guild", None)
        if place is None or not isinstance(guild, discord.Guild):
            return NOT_JUDGED
        mapped = (await self.settings(guild.id)).roles
        if by_roles(place, mapped).audience is Audience.PUBLIC:
            return by_all(place, mapped, await self._roster.roles_of(guild, people_named(place), _SHOWING))
        return await self._looked_at(guild, channel, place, _SHOWING)

    async def _heard(self, channel: object, patience: Patience) -> Audience:
        place, guild = place_of(channel), getattr(channel, "guild", None)
        if place is None or not isinstance(guild, discord.Guild):
            return Audience.PUBLIC
        mapped = (await self.settings(place.server)).roles
        if by_roles(place, mapped).audience is Audience.PUBLIC:  # asking Discord would change nothing
            return Audience.PUBLIC
        return (await self._looked_at(guild, channel, place, patience)).audience

    async def _looked_at(
        self, guild: discord.Guild, channel: object, place: Place, patience: Patience
    ) -> Verdict:
        """By what the gateway told and by what Discord says now: the narrower holds.

        Who is let in by the latter alone is not looked up any more, and so is of the public.
        """
        people, now = await asyncio.gather(
            self._roster.roles_of(guild, people_named(place), patience),
            self._survey.place_of(guild, number_of(channel), patience),
        )
        mapped = (await self.settings(guild.id)).roles
        told = by_all(place, mapped, people)
        found = by_all(now, mapped, people) if now is not None else NOT_LOOKED_UP
        return found if sees_more(told.audience, found.audience) else told

    async def bounds(self, interaction: discord.Interaction, private: bool = False) -> Bounds:
        """How a command is answered: to the requester alone where the channel may not see as much."""
        own = await self.member(interaction.user)
        if private or own is Audience.PUBLIC:
            return Bounds(own, private)
        heard = await self._heard(interaction.channel, _DECIDING)
        return Bounds(own, ephemeral=sees_more(own, heard))

    async def spoken(self, author: discord.Member | discord.User, channel: object) -> Bounds:
        """How a message is answered, which everybody in the channel sees."""
        own = await self.member(author)
        if own is Audience.PUBLIC:
            return Bounds(own, ephemeral=False)
        heard = await self._heard(channel, _DECIDING)
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
        """Whether the requester may change this server's settings, by what Discord says of them just now."""
        allowed = interaction.permissions
        runs_server = interaction.guild_id is not None and (allowed.manage_guild or allowed.administrator)
        return runs_server or self.is_operator(interaction.user)
