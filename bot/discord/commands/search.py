"""`/search`: the documents nearest to some words, each with its best passage."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.cards import Card, search_card
from bot.discord.commands.admission import admitted
from bot.discord.commands.answers import place_of
from bot.discord.delivery.in_turn import apology, in_time
from bot.discord.desk import Desk
from bot.discord.people import person
from bot.discord.words import locale_of, word
from bot.models import Language, Request

_TOP = 5


def add_search(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the command."""

    @tree.command(
        name=word("command_search_name"),
        description=word("command_search_description"),
    )
    @app_commands.describe(
        query=word("command_search_query"),
        private=word("command_search_private"),
    )
    @app_commands.rename(query=word("option_query"), private=word("option_private"))
    async def search(interaction: discord.Interaction[Any], query: str, private: bool = False) -> None:
        visibility = await admitted(interaction, desk, private=private)
        if visibility is None:
            return
        desk.metrics.question("search")
        request = Request(query, visibility.audience, requester=person(interaction.user.id))
        card = await _found(desk, request, locale_of(interaction.locale))
        await place_of(interaction, desk, visibility).show(card)


async def _found(desk: Desk, request: Request, language: Language) -> Card:
    try:
        found = await in_time(desk, lambda: desk.assistant.search(request, top=_TOP))
    except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
        return apology(desk, problem, language)
    return search_card(found, language=language)
