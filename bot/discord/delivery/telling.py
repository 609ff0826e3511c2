"""Sees an interaction through to a word for whoever began it, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from bot.discord.cards import Card, notice_card
from bot.discord.delivery.acknowledging import TakenElsewhere, acknowledge, is_acknowledged
from bot.discord.delivery.in_turn import apology
from bot.discord.delivery.places import InteractionPost
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.words import locale_of, say

Interaction = discord.Interaction[Any]


async def seen_through(interaction: Interaction, desk: Desk, handle: Callable[[], Awaitable[None]]) -> None:
    """Handles a press or a form once, while the bot runs; what fails is told with an id."""
    if not desk.pace.seen.first(interaction.id):
        return
    language = locale_of(interaction.locale)
    if desk.closing.has_begun:
        await tell(interaction, notice_card(say("closing", language)))
        return
    with desk.closing.opened():
        try:
            await handle()
        except TakenElsewhere as problem:
            taken_elsewhere(problem)
        except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
            await tell(interaction, apology(desk, problem, language))


async def tell(interaction: Interaction, card: Card) -> None:
    """Shows the card to the person alone; one that Discord takes no answer from any more is left alone."""
    try:
        if not is_acknowledged(interaction):
            await acknowledge(interaction)
        await InteractionPost(interaction, is_ephemeral=True).show(card)
    except (discord.HTTPException, aiohttp.ClientError, OSError, TakenElsewhere) as problem:
        logger().warning("not told", exc_info=problem)


def taken_elsewhere(problem: TakenElsewhere) -> None:
    """Notes for the operator that two processes use one token."""
    logger().warning("answered by another process with this token", exc_info=problem)
