"""Whether a command is taken on: while the bot runs, where it may answer, and not too many at once."""

from __future__ import annotations

import math
from typing import Any

import discord

from bot.discord.desk import Desk
from bot.discord.words import locale_of, say


async def admitted(interaction: discord.Interaction[Any], desk: Desk) -> bool:
    """Whether to go on; who is not admitted is told why, alone. For commands that ask or search."""
    refusal = await refusal_of(interaction, desk)
    if refusal is None:
        return True
    await interaction.response.send_message(refusal, ephemeral=True)
    return False


async def refusal_of(interaction: discord.Interaction[Any], desk: Desk) -> str | None:
    """Why this is not taken on, in a sentence in the person's language; None where it is."""
    language = locale_of(interaction.locale)
    if desk.closing.has_begun:
        return say("closing", language)
    if interaction.channel is not None and not await desk.doorkeeper.may_answer_in(interaction.channel):
        return say("not_here", language)
    wait_s = desk.pace.cooldowns.take(interaction.user.id, interaction.channel_id or 0, interaction.guild_id)
    return say("again_in", language, seconds=math.ceil(wait_s)) if wait_s > 0 else None
