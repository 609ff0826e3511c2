"""What the bot itself may do in a channel, as far as that decides how a message is sent there."""

from __future__ import annotations

import discord


def may_attach(channel: discord.abc.Messageable) -> bool:
    """Whether files may go with a message; where that is not known, they are tried."""
    mine = _mine(channel)
    return mine is None or mine.attach_files


def may_refer(channel: discord.abc.Messageable) -> bool:
    """Whether a message may be a reply; where that is not known, it is tried."""
    mine = _mine(channel)
    return mine is None or mine.read_message_history


def _mine(channel: discord.abc.Messageable) -> discord.Permissions | None:
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    if isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        return channel.permissions_for(channel.guild.me)
    return None
