"""The entry "Check this claim" in the menu of a message: what the documents say to its words.

The reply is for the one who chose it alone, and out of what that person may read.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.cards import Card, claim_card
from bot.discord.commands.admission import admitted
from bot.discord.commands.answers import for_asker
from bot.discord.delivery.in_turn import apology, in_turn
from bot.discord.desk import Desk
from bot.discord.message_text import text_of
from bot.discord.people import person
from bot.discord.words import locale_of, word
from bot.models import Audience, Language, Request

Interaction = discord.Interaction[Any]


def add_claim_menu(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the entry."""

    @tree.context_menu(name=word("menu_check_claim"))
    async def check_claim(interaction: Interaction, message: discord.Message) -> None:
        if await admitted(interaction, desk, private=True) is None:
            return
        desk.metrics.question("check")
        audience = await desk.access.member(interaction.user)
        card = await _checked(interaction, desk, text_of(message), audience)
        await for_asker(interaction, desk, audience).show(card)


async def _checked(interaction: Interaction, desk: Desk, text: str, audience: Audience) -> Card:
    language: Language = locale_of(interaction.locale)
    request = Request(text, audience, language=language, requester=person(interaction.user.id))
    try:
        reply = await in_turn(desk, interaction.user.id, lambda: desk.assistant.check(request))
    except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
        return apology(desk, problem, language)
    return claim_card(reply, language)
