"""The entry "Check this claim" in the menu of a message: what the documents say to its words.

The reply is for the one who chose it alone, and out of what that person may read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord
from discord import app_commands

from bot.discord.admission import admit, requester_writer
from bot.discord.cards import Card, claim_card
from bot.discord.errors import apology
from bot.discord.i18n import language_of, localized
from bot.discord.interactions import Interaction
from bot.discord.requesters import person
from bot.discord.services import BotServices
from bot.models import Audience, Request

# A person, role or channel that is named by its number, an emoji of a server's own, a moment.
_POINTERS = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|t:-?)\d+(?::\w)?>")
_FENCES = re.compile(r"^\s*```\w*\s*$|```", re.MULTILINE)
# At the beginning of a line: small print and headings, which state nothing, and the marks of quotations.
_ASIDE = re.compile(r"^\s*(?:-#|#{1,3})\s.*$", re.MULTILINE)
_QUOTED = re.compile(r"^\s*>{1,3}\s", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPOILERS = re.compile(r"\|\|")


def add_claim_menu(tree: app_commands.CommandTree[Any], services: BotServices) -> None:

    @tree.context_menu(name=localized("menu_check_claim"))
    async def check_claim(interaction: Interaction, message: discord.Message) -> None:
        if await admit(interaction, services, private=True) is None:
            return
        services.metrics.question("check")
        audience = await services.access.member(interaction.user)
        card = await _check(interaction, services, text_of_message(message), audience)
        await requester_writer(interaction, services.access, audience).show(card)


async def _check(interaction: Interaction, services: BotServices, text: str, audience: Audience) -> Card:
    user, language = interaction.user.id, language_of(interaction.locale)
    request = Request(text, audience, language=language, requester=person(user))
    try:
        reply = await services.run_in_turn(user, lambda: services.assistant.check(request))
    except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
        return apology(services, problem, language)
    return claim_card(reply, language)


def text_of_message(message: discord.Message) -> str:
    """The words of a message with those that it passes on; of a layout what stands before its first line."""
    parts = [message.content, *_displayed(message.components)]
    parts += [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    parts += [snapshot.content for snapshot in message.message_snapshots]
    return "\n".join(filter(None, map(_plain, parts)))


def _displayed(components: Iterable[object]) -> Iterator[str]:
    """The text displays, as far as the separator behind which a card's sources stand."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        elif isinstance(component, discord.SeparatorComponent):
            return
        elif isinstance(component, discord.Container | discord.SectionComponent):
            yield from _displayed(component.children)


def _plain(text: str) -> str:
    for form in (_ASIDE, _QUOTED, _FENCES, _SPOILERS, _POINTERS):
        text = form.sub("", text)
    return _ESCAPED.sub(r"\1", text).replace("\u200b", "").strip()
