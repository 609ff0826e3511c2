"""`/help`: what the bot does, what it is asked with, and what it cannot read here."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.cards import help_card
from bot.discord.delivery.acknowledging import acknowledge
from bot.discord.delivery.places import InteractionPost
from bot.discord.desk import Desk
from bot.discord.words import locale_of, word


def add_help(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the command; it is always open, to everybody."""

    @tree.command(
        name=word("command_help_name"),
        description=word("command_help_description"),
    )
    async def help_(interaction: discord.Interaction[Any]) -> None:
        await acknowledge(interaction)
        card = help_card(
            language=locale_of(interaction.locale),
            has_model=desk.has_model,
            sees_all=desk.settings.message_content,
        )
        await InteractionPost(interaction, is_ephemeral=True).show(card)
