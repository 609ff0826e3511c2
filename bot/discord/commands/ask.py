"""`/ask`: a question, in one document if wanted, for everybody here or for the requester alone."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.access import Visibility
from bot.discord.commands.admission import admitted
from bot.discord.commands.answers import place_of
from bot.discord.commands.choosing import chosen, suggested
from bot.discord.delivery.reception import Asked, Reception
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.people import conversation, person
from bot.discord.words import locale_of, word
from bot.models import Request

Interaction = discord.Interaction[Any]


def add_ask(tree: app_commands.CommandTree[Any], desk: Desk, reception: Reception) -> None:
    """Registers the command."""

    async def titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        # Only the requester sees these; the answer keeps to its own visibility.
        try:
            audience = await desk.access.member(interaction.user)
            entries = await desk.work(desk.documents, audience)
        except Exception as problem:  # noqa: BLE001 - the event boundary: one may ask without a list
            logger().warning("nothing suggested", exc_info=problem)
            return []
        return [app_commands.Choice(name=name, value=value) for name, value in suggested(entries, typed)]

    @tree.command(
        name=word("command_ask_name"),
        description=word("command_ask_description"),
    )
    @app_commands.describe(
        question=word("command_ask_question"),
        document=word("command_ask_document"),
        private=word("command_ask_private"),
    )
    @app_commands.rename(
        question=word("option_question"),
        document=word("option_document"),
        private=word("option_private"),
    )
    @app_commands.autocomplete(document=titles)
    async def ask(
        interaction: Interaction, question: str, document: str | None = None, private: bool = False
    ) -> None:
        with reception.arrivals.of(interaction.user.id) as arrival:
            visibility = await admitted(interaction, desk, private=private)
            if visibility is None:
                return
            asked = _asked(interaction, visibility, question, await _documents(desk, visibility, document))
            await reception.answer(asked, place_of(interaction, desk, visibility), arrival)


async def _documents(desk: Desk, visibility: Visibility, typed: str | None) -> tuple[str, ...] | None:
    """The document that was meant, as far as the answer's audience knows it; None for all."""
    if typed is None:
        return None
    entries = await desk.work(desk.documents, visibility.audience)
    # What is not known there is looked for under the words as they were typed, and not found.
    return (chosen(entries, typed) or typed,)


def _asked(
    interaction: Interaction, visibility: Visibility, question: str, documents: tuple[str, ...] | None
) -> Asked:
    user, place = interaction.user.id, interaction.channel_id or 0
    return Asked(
        kind="ask",
        request=Request(question, visibility.audience, documents, requester=person(user)),
        conversation=conversation(user, place),
        user=user,
        guild=interaction.guild_id,
        channel=place,
        language=locale_of(interaction.locale),
        may_share=visibility.ephemeral and interaction.guild_id is not None,
    )
