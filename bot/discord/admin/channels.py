"""`/admin channels`: where in a server the bot answers, and which channels are for staff."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.access import STAFF_CHANNEL_TYPES, PublicReason
from bot.discord.admin.fitting import fitted
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.desk import Desk
from bot.discord.servers.settings import ServerSettings
from bot.discord.words import word as option

# Of each kind, so that the status has room for all: a channel takes 23 characters of a message.
_MOST = 15
# Threads go by the channel that they hang from; a category stands for the channels in it.
Channel = (
    discord.TextChannel
    | discord.ForumChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.CategoryChannel
)
StaffChannel = discord.TextChannel | discord.ForumChannel


def add_channels(admin: app_commands.Group, desk: Desk) -> None:
    """Registers the commands."""
    group = app_commands.Group(
        name=word("channels_name"), description=word("channels_description"), parent=admin
    )

    @group.command(name=word("channels_allow_name"), description=word("channels_allow_description"))
    @app_commands.describe(channel=word("channels_channel"))
    @app_commands.rename(channel=option("option_channel"))
    async def allow(interaction: Interaction, channel: Channel) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _allow(visit, channel.id))

    @group.command(name=word("channels_deny_name"), description=word("channels_deny_description"))
    @app_commands.describe(channel=word("channels_channel"))
    @app_commands.rename(channel=option("option_channel"))
    async def deny(interaction: Interaction, channel: Channel) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _deny(visit, channel.id))

    @group.command(name=word("channels_staff_name"), description=word("channels_staff_description"))
    @app_commands.describe(channel=word("channels_staff_channel"))
    @app_commands.rename(channel=option("option_channel"))
    async def staff(interaction: Interaction, channel: StaffChannel) -> None:
        await visited(interaction, desk, Need.OPERATOR, lambda visit: _staff(visit, channel))

    @group.command(name=word("channels_public_name"), description=word("channels_public_description"))
    @app_commands.describe(channel=word("channels_staff_channel"))
    @app_commands.rename(channel=option("option_channel"))
    async def public(interaction: Interaction, channel: StaffChannel) -> None:
        await visited(interaction, desk, Need.OPERATOR, lambda visit: _public(visit, channel.id))

    @group.command(name=word("channels_everywhere_name"), description=word("channels_everywhere_description"))
    async def everywhere(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.MANAGER, _everywhere)

    @group.command(name=word("channels_list_name"), description=word("channels_list_description"))
    async def list_them(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.MANAGER, _list)


async def _allow(visit: Visit, channel: int) -> str:
    return told(visit, await visit.change(lambda known: known.allowing(channel)))


async def _deny(visit: Visit, channel: int) -> str:
    return told(visit, await visit.change(lambda known: known.denying(channel)))


async def _staff(visit: Visit, channel: StaffChannel) -> str:
    """Names the channel; while everybody can view it, the reply says that it stays public."""
    if channel.type not in STAFF_CHANNEL_TYPES:
        return visit.say("admin_why_kind")
    text = told(visit, await visit.change(lambda known: known.with_staff_channel(channel.id)))
    reason = await visit.desk.access.why_public(visit.guild.get_channel(channel.id))
    return text if reason is None else f"{text}\n{public_because(visit, reason)}"


async def _public(visit: Visit, channel: int) -> str:
    return told(visit, await visit.change(lambda known: known.without_staff_channel(channel)))


async def _everywhere(visit: Visit) -> str:
    return told(visit, await visit.change(ServerSettings.everywhere))


async def _list(visit: Visit) -> str:
    return told(visit, await visit.settings())


def public_because(visit: Visit, reason: PublicReason) -> str:
    """That a channel shows public documents only, and why."""
    return visit.say("admin_channel_public", reason=visit.say(reason))


def told(visit: Visit, settings: ServerSettings) -> str:
    """Where the bot answers now, in which forums by itself, and whether to mentions."""
    lines = [_where(visit, settings)]
    if settings.denied:
        lines.append(visit.say("admin_channels_denied", channels=_named(visit, settings.denied)))
    if settings.forums:
        lines.append(visit.say("admin_forums", channels=_named(visit, settings.forums)))
    if settings.staff_channels:
        lines.append(visit.say("admin_channels_staff", channels=_named(visit, settings.staff_channels)))
    lines.append(visit.say("admin_mentions_on" if settings.mentions else "admin_mentions_off"))
    return fitted(lines, lambda count: visit.say("admin_left_out", count=count))


def _where(visit: Visit, settings: ServerSettings) -> str:
    if settings.channels is None:
        return visit.say("admin_channels_everywhere")
    if not settings.channels:
        return visit.say("admin_channels_nowhere")
    return visit.say("admin_channels_only", channels=_named(visit, settings.channels))


def _named(visit: Visit, channels: frozenset[int]) -> str:
    names = [f"<#{each}>" for each in sorted(channels)]
    if len(names) > _MOST:
        names[_MOST:] = [visit.say("admin_left_out", count=len(names) - _MOST)]
    return " ".join(names)
