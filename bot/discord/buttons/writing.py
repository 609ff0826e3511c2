"""Decides whether the one who pressed could write in the channel themselves."""

from __future__ import annotations

import discord

from bot.discord.buttons.press import Interaction


def may_write(interaction: Interaction) -> bool:
    """Whether that person may write here, by what Discord says of them with the press.

    Discord gives an administrator every single right; in a locked thread only those who manage it write.
    """
    allowed, channel = interaction.permissions, interaction.channel
    if not isinstance(channel, discord.Thread):
        return allowed.send_messages
    return allowed.send_messages_in_threads and (allowed.manage_threads or not channel.locked)
