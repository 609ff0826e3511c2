"""Whether a command is taken on: while the bot runs, where it may answer, and not too many at once."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import Any

import discord

from bot.discord.access import Visibility
from bot.discord.cards import notice_card
from bot.discord.delivery.acknowledging import acknowledge
from bot.discord.delivery.closing import Stopped, TookTooLong, cancelled
from bot.discord.delivery.in_turn import apology
from bot.discord.delivery.telling import tell
from bot.discord.desk import Desk
from bot.discord.words import locale_of, say

# Of the three seconds in which Discord wants a word: the settings may lie on a disk that is slow just then.
_DECIDED_WITHIN_S = 1.5


async def admitted(
    interaction: discord.Interaction[Any], desk: Desk, *, private: bool = False
) -> Visibility | None:
    """For whom the answer is, once Discord knows that it comes; None where the requester was told why none
    comes.

    Where that takes too long to decide, the answer is for the requester alone; where it takes as long as an
    answer may, or the bot stops meanwhile, the requester is told so. For commands that ask or search, each of
    which is open by then.
    """
    began_s = desk.clock()
    deciding = asyncio.create_task(_decided(interaction, desk, private))
    try:
        await asyncio.wait({deciding}, timeout=_DECIDED_WITHIN_S)
        is_late = not deciding.done()
        if is_late:
            await _acknowledged(interaction, desk, began_s, ephemeral=True)
        decided = await desk.closing.ended(deciding, desk.settings.answer_within_s)
    except (TookTooLong, Stopped) as problem:
        await tell(interaction, apology(desk, problem, locale_of(interaction.locale)))
        return None
    finally:
        await cancelled(deciding)
    if isinstance(decided, str):
        await tell(interaction, notice_card(decided))
        return None
    if not is_late:
        await _acknowledged(interaction, desk, began_s, ephemeral=decided.ephemeral)
    return replace(decided, ephemeral=decided.ephemeral or is_late)


async def refusal_of(interaction: discord.Interaction[Any], desk: Desk) -> str | None:
    """Why this is not taken on, in a sentence in the person's language; None where it is."""
    language = locale_of(interaction.locale)
    if desk.closing.has_begun:
        return say("closing", language)
    if interaction.channel is not None and not await desk.access.may_answer_in(interaction.channel):
        return say("not_here", language)
    wait_s = desk.pace.cooldowns.take(interaction.user.id, interaction.channel_id or 0, interaction.guild_id)
    return say("again_in", language, seconds=math.ceil(wait_s)) if wait_s > 0 else None


async def _decided(interaction: discord.Interaction[Any], desk: Desk, private: bool) -> str | Visibility:
    return await refusal_of(interaction, desk) or await desk.access.visibility(interaction, private)


async def _acknowledged(
    interaction: discord.Interaction[Any], desk: Desk, began_s: float, *, ephemeral: bool
) -> None:
    await acknowledge(interaction, ephemeral=ephemeral)
    desk.metrics.acknowledged(desk.clock() - began_s)
