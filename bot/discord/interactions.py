"""Answers interactions within Discord's three seconds, once each, with a word whatever goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from bot.discord.cards import Card, notice_card
from bot.discord.errors import DELIVERY_ERRORS, apology
from bot.discord.i18n import language_of, t
from bot.discord.message_writer import InteractionWriter
from bot.discord.observability.logs import logger
from bot.discord.services import BotServices

Interaction = discord.Interaction[Any]
# Discord takes the first word within three seconds; what is begun later than this comes too late.
_WITHIN_S = 2.0
_PAUSE_S = 0.1
_ACKNOWLEDGED = 40060
_MARK = "acknowledged"
# Where Discord answers with an error of its own, discord.py asks again by itself after a second. Only then,
# or after a try of ours, may it be our own word that had come. Else another process was first.
_AT_ONCE_S = 0.9


class TakenElsewhereError(Exception):
    """Another process with the same token was first to answer: leave the interaction to it."""


async def acknowledge(interaction: Interaction, *, ephemeral: bool = True, thinking: bool = True) -> None:
    """Defers the answer, again where the connection breaks; what had come before it broke is not told twice.

    Raises TakenElsewhereError, discord.HTTPException where Discord refuses, and aiohttp.ClientError or
    OSError where it cannot be reached.
    """
    loop = asyncio.get_running_loop()
    began_s, tries = loop.time(), 0
    while True:
        tries += 1
        try:
            await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
            return
        except discord.HTTPException as refused:
            if refused.code != _ACKNOWLEDGED:
                raise
            if tries == 1 and loop.time() - began_s < _AT_ONCE_S:
                raise TakenElsewhereError from refused
            interaction.extras[_MARK] = True  # which discord.py knows nothing of
            return
        except (aiohttp.ClientError, OSError):
            if loop.time() - began_s > _WITHIN_S:
                raise
        await asyncio.sleep(_PAUSE_S)


def is_acknowledged(interaction: Interaction) -> bool:
    return interaction.response.is_done() or _MARK in interaction.extras


async def handle_once(
    interaction: Interaction, services: BotServices, handle: Callable[[], Awaitable[None]]
) -> None:
    """Handles a press or a form once, while the bot runs; what fails is told with an id."""
    if not services.seen.is_first(interaction.id):
        return
    language = language_of(interaction.locale)
    if services.shutdown.has_begun:
        await tell(interaction, notice_card(t("closing", language)))
        return
    services.shutdown.track()
    try:
        await handle()
    except TakenElsewhereError as problem:
        log_taken_elsewhere(problem)
    except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
        await tell(interaction, apology(services, problem, language))


async def tell(interaction: Interaction, card: Card) -> None:
    """Shows the card to the person alone; one that Discord takes no answer from any more is left alone."""
    try:
        if not is_acknowledged(interaction):
            await acknowledge(interaction)
        await InteractionWriter(interaction).show(card)
    except (*DELIVERY_ERRORS, TakenElsewhereError) as problem:
        logger().warning("not told", exc_info=problem)


def log_taken_elsewhere(problem: TakenElsewhereError) -> None:
    logger().warning("answered by another process with this token", exc_info=problem)
