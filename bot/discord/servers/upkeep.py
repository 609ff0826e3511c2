"""Keeps a server's settings in step with the server: what is gone there is gone here.

All functions block, and raise as `GuildSettingsStore` does.
"""

from __future__ import annotations

import discord

from bot.models import Audience
from bot.storage.guild_settings import GuildSettingsStore


def role_deleted(servers: GuildSettingsStore, role: discord.Role) -> None:
    """A role is gone, and with it what those who had it may see."""
    guild = role.guild
    if role.id in servers.of(guild.id).roles:
        servers.change(guild.id, lambda known: known.mapping(role.id, Audience.PUBLIC))


def channel_deleted(servers: GuildSettingsStore, channel: discord.abc.GuildChannel) -> None:
    """A channel or category is gone; where it was the only one allowed, the bot answers in none."""
    servers.change(channel.guild.id, lambda known: known.without_channel(channel.id))


def left(servers: GuildSettingsStore, guild: int) -> None:
    """The bot was removed from the server with this id: nothing is kept of it.

    Whoever invites it again begins with a bot that shows everybody the public documents only: what a server
    may see beyond them was granted to those who had it then.
    """
    servers.forget(guild)
