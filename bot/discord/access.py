"""Who may see what: people by their roles, channels by what an operator named. In doubt, the public's share.

A channel shows what is for staff only while an operator has named it and @everyone cannot view it; a thread
counts as the channel that it hangs from. What the gateway told is as new as the question that came by it, so
that a question is admitted by that; before anything for staff is shown, Discord itself is asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

import aiohttp
import discord

from bot.models import Audience
from bot.storage.guild_settings import GuildSettings, GuildSettingsStore

Result = TypeVar("Result")
# Guests enter a voice channel by a link whatever their roles, and announcements go to other servers.
STAFF_CHANNEL_TYPES: Final = (discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.media)
_ASK_WITHIN_S: Final = 8.0


class PublicReason(StrEnum):
    """Why a channel shows public documents only; each is the name of the phrase that says it."""

    KIND = "admin_why_kind"
    NOT_NAMED = "admin_why_not_named"
    EVERYONE = "admin_why_everyone"
    UNKNOWN = "admin_why_unknown"  # Discord did not say, or the bot itself may not view the channel


@dataclass(frozen=True, slots=True)
class Visibility:
    """For whom an answer is; `can_see_more` where an ephemeral answer would show the requester more."""

    audience: Audience
    ephemeral: bool
    can_see_more: bool = False


class Operators:
    """Those who run the bot: named in the settings, else after `learn` the application's owner or team."""

    def __init__(self, named: Iterable[int]) -> None:
        self._named = frozenset(named)
        self._owners: frozenset[int] = frozenset()

    async def learn(self, client: discord.Client) -> None:
        self._owners = _owners(client.application or await client.application_info())

    def has(self, user: int) -> bool:
        return user in (self._named or self._owners)


class AccessPolicy:
    """Decides by the servers' settings; awaited methods raise ConcordError where those cannot be read."""

    def __init__(self, guild_settings: GuildSettingsStore, operators: Operators) -> None:
        self._guild_settings = guild_settings
        self._fetching = asyncio.Lock()
        self.operators = operators

    async def settings(self, guild: int) -> GuildSettings:
        known = self._guild_settings.known(guild)
        return known if known is not None else await asyncio.to_thread(self._guild_settings.of, guild)

    async def member(self, person: discord.Member | discord.User) -> Audience:
        """What this person may read by the roles that came with their action; outside a server PUBLIC."""
        roles = _roles_of(person)
        if not roles or not isinstance(person, discord.Member):
            return Audience.PUBLIC
        return _audience_of(roles, (await self.settings(person.guild.id)).roles)

    async def member_now(self, person: discord.Member | discord.User) -> Audience:
        """As `member`, narrowed to the roles that Discord says they still have."""
        before = await self.member(person)
        if before is Audience.PUBLIC or not isinstance(person, discord.Member):
            return Audience.PUBLIC
        now = await _ask(self._fetch(person))
        mapped = (await self.settings(person.guild.id)).roles
        return least(before, _audience_of(_roles_of(now), mapped))

    async def channel(self, channel: object) -> Audience:
        """What may be shown to everybody in this channel, by what the gateway told."""
        return Audience.PUBLIC if await self._reason(channel) else Audience.STAFF

    async def channel_now(self, channel: object) -> Audience:
        """As `channel`, by what Discord says now as well: for right before something is shown."""
        return Audience.PUBLIC if await self.why_public(channel) else Audience.STAFF

    async def why_public(self, channel: object) -> PublicReason | None:
        """Why nothing for staff may be shown in this channel now; None where it may."""
        guild = getattr(channel, "guild", None)
        reason = await self._reason(channel)
        if reason is not None or guild is None:
            return reason or PublicReason.KIND
        # The gateway and the settings may have changed while Discord was asked.
        return await _reason_now(guild, _viewed_id(channel)) or await self._reason(channel)

    async def visibility(self, interaction: discord.Interaction, private: bool = False) -> Visibility:
        """How a command is answered: to the requester alone where the channel may not see as much."""
        own = await self.member(interaction.user)
        if private or own is Audience.PUBLIC:
            return Visibility(own, private)
        return Visibility(own, ephemeral=sees_more(own, await self.channel(interaction.channel)))

    async def message_visibility(self, author: discord.Member | discord.User, channel: object) -> Visibility:
        """How a message is answered, which everybody in the channel sees."""
        own = await self.member(author)
        if own is Audience.PUBLIC:
            return Visibility(own, ephemeral=False)
        here = await self.channel(channel)
        return Visibility(least(own, here), ephemeral=False, can_see_more=sees_more(own, here))

    async def may_answer_in(self, channel: object) -> bool:
        """Whether the server lets the bot answer in this channel; outside a server it always may."""
        guild = getattr(channel, "guild", None)
        if guild is None:
            return True
        return (await self.settings(guild.id)).answers_in(*_places_around(channel))

    def is_operator(self, user: discord.abc.User) -> bool:
        return self.operators.has(user.id)

    def is_manager(self, interaction: discord.Interaction) -> bool:
        """Whether the requester may change this server's settings, by what Discord says with the command."""
        allowed = interaction.permissions
        runs_server = interaction.guild_id is not None and (allowed.manage_guild or allowed.administrator)
        return runs_server or self.is_operator(interaction.user)

    async def _fetch(self, person: discord.Member) -> discord.Member:
        """The member as Discord knows them; side by side discord.py would ask more often than it may."""
        async with self._fetching:
            return await person.guild.fetch_member(person.id)

    async def _reason(self, channel: object) -> PublicReason | None:
        guild = getattr(channel, "guild", None)
        if not isinstance(guild, discord.Guild) or guild.unavailable:
            return PublicReason.KIND
        # A channel that comes with an interaction says nothing of who may view it.
        viewed = guild.get_channel(_viewed_id(channel))
        if viewed is None or viewed.type not in STAFF_CHANNEL_TYPES:
            return PublicReason.KIND
        if viewed.id not in (await self.settings(guild.id)).staff_channels:
            return PublicReason.NOT_NAMED
        everyone = guild.get_role(guild.id)
        me: discord.Member | None = guild.me  # None until the gateway has named it
        if everyone is None or me is None or not viewed.permissions_for(me).view_channel:
            return PublicReason.UNKNOWN
        return PublicReason.EVERYONE if viewed.permissions_for(everyone).view_channel else None


def sees_more(audience: Audience, other: Audience) -> bool:
    """Whether the first reads documents that the second does not."""
    return not set(audience.readable) <= set(other.readable)


def least(*audiences: Audience) -> Audience:
    return min(audiences, key=_reach)


def _reach(audience: Audience) -> int:
    return len(audience.readable)


def _audience_of(roles: Iterable[int], mapped: Mapping[int, Audience]) -> Audience:
    return max((mapped.get(role, Audience.PUBLIC) for role in roles), key=_reach, default=Audience.PUBLIC)


def _roles_of(person: object) -> frozenset[int]:
    """The ids of a member's roles without the one that everybody has."""
    if not isinstance(person, discord.Member) or person.guild.unavailable:
        return frozenset()
    roles = [role.id for role in person.guild.roles if role.id != person.guild.id]
    return frozenset(role for role in roles if person.get_role(role) is not None)


def _viewed_id(channel: object) -> int:
    """The id of the channel that decides who views this one: of a thread, also a private one, its parent."""
    return channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)


def _places_around(channel: object) -> tuple[int | None, ...]:
    """The ids of a channel and of what it stands in, nearest first: thread, channel, category."""
    own = getattr(channel, "id", None)
    if isinstance(channel, discord.Thread):
        return own, channel.parent_id, channel.category_id if channel.parent else None
    return own, getattr(channel, "category_id", None)


async def _reason_now(guild: discord.Guild, channel_id: int) -> PublicReason | None:
    """Why the channel is public by Discord's own word; None where @everyone cannot view it."""
    channel, everyone = await asyncio.gather(
        _ask(guild.fetch_channel(channel_id)), _ask(guild.fetch_role(guild.id))
    )
    if not isinstance(channel, discord.abc.GuildChannel) or everyone is None:
        return PublicReason.UNKNOWN
    if channel.type not in STAFF_CHANNEL_TYPES:
        return PublicReason.KIND
    return PublicReason.EVERYONE if channel.permissions_for(everyone).view_channel else None


async def _ask(request: Awaitable[Result]) -> Result | None:
    """What Discord answers; None where it refuses, cannot be reached or takes too long."""
    try:
        async with asyncio.timeout(_ASK_WITHIN_S):
            return await request
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
        return None


def _owners(application: discord.AppInfo) -> frozenset[int]:
    """The owner; of a team, whose own account is nobody, those members who may change the application."""
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    members = {
        member.id
        for member in team.members
        if member.membership_state is discord.TeamMembershipState.accepted
        and member.role is not discord.TeamMemberRole.read_only
    }
    return frozenset(members | ({team.owner_id} if team.owner_id else set()))
