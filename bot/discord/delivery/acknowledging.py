"""Tells Discord within its three seconds that an answer is coming, also over a connection that breaks."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord

# Discord takes the first word within three seconds; what is begun later than this comes too late.
_WITHIN_S = 2.0
_PAUSE_S = 0.1
_ACKNOWLEDGED = 40060
_MARK = "acknowledged"
# Where Discord answers with an error of its own, discord.py asks again by itself after a second. Only then,
# or after a try of ours, may it be our own word that had come. Else another process was first.
_AT_ONCE_S = 0.9


class TakenElsewhere(Exception):
    """Another process with the same token was first to answer: leave the interaction to it."""


async def acknowledge(
    interaction: discord.Interaction[Any], *, ephemeral: bool = True, thinking: bool = True
) -> None:
    """Defers the answer, again where the connection breaks; what had come before it broke is not told twice.

    Raises TakenElsewhere where another process was first, discord.HTTPException where Discord refuses, and
    aiohttp.ClientError or OSError where it cannot be reached.
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
                raise TakenElsewhere from refused
            interaction.extras[_MARK] = True  # which discord.py knows nothing of
            return
        except (aiohttp.ClientError, OSError):
            if loop.time() - began_s > _WITHIN_S:
                raise
        await asyncio.sleep(_PAUSE_S)


def is_acknowledged(interaction: discord.Interaction[Any]) -> bool:
    """Whether Discord knows that an answer is coming, or has it."""
    return interaction.response.is_done() or _MARK in interaction.extras
