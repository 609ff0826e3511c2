"""`/documents`: what is indexed for the one who asks, shown to that person alone, page by page."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import app_commands

from bot.discord.cards import documents_cards
from bot.discord.delivery.acknowledging import acknowledge
from bot.discord.delivery.places import InteractionPost
from bot.discord.delivery.telling import seen_through
from bot.discord.desk import Desk
from bot.discord.words import locale_of, say, word
from bot.models import Language

Interaction = discord.Interaction[Any]


def add_documents(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the command."""

    @tree.command(
        name=word("command_documents_name"),
        description=word("command_documents_description"),
    )
    async def documents(interaction: Interaction) -> None:
        await acknowledge(interaction)
        await _show(interaction, desk, page=1)


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"concord:page:(?P<page>[0-9]{1,4})"
):
    """Turns to a page of what the one who presses it may read by then; known after a restart too."""

    def __init__(self, page: int, label: str) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"concord:page:{page}"))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - the signature is discord.py's
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """The button as it was pressed."""
        return cls(int(match["page"]), "…")

    async def callback(self, interaction: Interaction) -> None:
        """Turns the page."""
        desk = interaction.client.desk

        async def turn() -> None:
            await acknowledge(interaction, thinking=False)
            await _show(interaction, desk, self.page)

        await seen_through(interaction, desk, turn)


async def _show(interaction: Interaction, desk: Desk, page: int) -> None:
    language = locale_of(interaction.locale)
    audience = await desk.access.member_now(interaction.user)
    cards = documents_cards(await desk.work(desk.documents, audience), language=language)
    page = min(max(page, 1), len(cards))
    post = InteractionPost(
        interaction, is_ephemeral=True, buttons=lambda: _turning(page, len(cards), language)
    )
    await post.show(cards[page - 1])


def _turning(page: int, pages: int, language: Language) -> list[discord.ui.Item[Any]]:
    """The buttons to the pages beside this one."""
    beside = (("page_before", page - 1), ("page_after", page + 1))
    return [PageButton(to, say(name, language)) for name, to in beside if 1 <= to <= pages]
