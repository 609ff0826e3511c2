"""`/documents`, `/forget` and `/help`: for whoever asks alone."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, Self

import discord
from discord import app_commands

from bot.discord.cards import documents_cards, help_card, notice_card
from bot.discord.i18n import command_names, language_of, t
from bot.discord.interactions import Interaction, acknowledge, handle_once
from bot.discord.message_writer import InteractionWriter
from bot.discord.requesters import person
from bot.discord.services import BotServices
from bot.models import Language


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
        return cls(int(match["page"]), "…")

    async def callback(self, interaction: Interaction) -> None:
        services = interaction.client.services

        async def turn() -> None:
            await acknowledge(interaction, thinking=False)
            await _show_documents(interaction, services, self.page)

        await handle_once(interaction, services, turn)


def add_personal_commands(tree: app_commands.CommandTree[Any], services: BotServices) -> None:
    """Registers the commands; they are always open, to everybody."""

    @tree.command(**command_names("documents"))
    async def documents(interaction: Interaction) -> None:
        await acknowledge(interaction)
        await _show_documents(interaction, services, page=1)

    @tree.command(**command_names("forget"))
    async def forget(interaction: Interaction) -> None:
        await acknowledge(interaction)
        gone = await services.run_blocking(services.storage.forget, person(interaction.user.id))
        text = t("forgotten", language_of(interaction.locale), **asdict(gone))
        await InteractionWriter(interaction).show(notice_card(text))

    @tree.command(**command_names("help"))
    async def help_(interaction: Interaction) -> None:
        await acknowledge(interaction)
        card = help_card(
            language=language_of(interaction.locale),
            has_model=services.has_model,
            sees_all=services.settings.message_content,
        )
        await InteractionWriter(interaction).show(card)


async def _show_documents(interaction: Interaction, services: BotServices, page: int) -> None:
    language = language_of(interaction.locale)
    audience = await services.access.member_now(interaction.user)
    entries = await services.run_blocking(services.documents, audience)
    cards = documents_cards(entries, language=language)
    page = min(max(page, 1), len(cards))
    writer = InteractionWriter(interaction, buttons=lambda: _page_buttons(page, len(cards), language))
    await writer.show(cards[page - 1])


def _page_buttons(page: int, pages: int, language: Language) -> list[discord.ui.Item[Any]]:
    """The buttons to the pages beside this one."""
    beside = (("page_before", page - 1), ("page_after", page + 1))
    return [PageButton(to, t(name, language)) for name, to in beside if 1 <= to <= pages]
