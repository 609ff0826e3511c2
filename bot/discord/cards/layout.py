"""Draws a card with Discord's components, in one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
from discord import ui

from bot.discord.cards.attachment import text_of
from bot.discord.cards.drawing import FILE, Attachment, Block, Rule, drawn
from bot.discord.cards.model import Action, Card, Rendered, Tone
from bot.discord.words import say
from bot.models import Language

# Discord takes 4,000 characters in all texts of a message and 40 components; a row may be added below.
MOST_LETTERS = 4000
_COLOURS = {
    Tone.ANSWER: 0x23A55A,
    Tone.UNSURE: 0xF0B232,
    Tone.REFUSAL: 0x80848E,
    Tone.WORKING: 0x5865F2,
    Tone.NOTICE: 0x5865F2,
    Tone.ERROR: 0xF23F43,
    Tone.SUPPORTED: 0x23A55A,
    Tone.CONTRADICTED: 0xF23F43,
    Tone.NOT_FOUND: 0x80848E,
}

Button = Callable[[Action, Card], "ui.Item[Any]"]


def layout(card: Card, button: Button, *, attaches: bool = True) -> Rendered:
    """The card as a container in its colour; where it is too long, the file has all of it, if it `attaches`.

    `button` makes the button of an action. The view never times out: its buttons are known by their names.
    """
    picture = drawn(card, MOST_LETTERS, attaches=attaches)
    container: ui.Container[Any] = ui.Container(accent_colour=_COLOURS[card.tone])
    for block in picture.blocks:
        container.add_item(_item(block, card.language))
    if card.actions:
        container.add_item(ui.ActionRow(*(button(action, card) for action in card.actions)))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    has_file = attaches and not picture.is_whole
    return Rendered(view=view, files=((FILE, text_of(card)),) if has_file else ())


def _item(block: Block, language: Language) -> ui.Item[Any]:
    if isinstance(block, Rule):
        return ui.Separator()
    if isinstance(block, Attachment):
        return ui.File(f"attachment://{FILE}")
    text: ui.TextDisplay[Any] = ui.TextDisplay(block.markdown)
    if not block.link:
        return text
    opens: ui.Button[Any] = ui.Button(
        style=discord.ButtonStyle.link, url=block.link, label=say("open_link", language)
    )
    return ui.Section(text, accessory=opens)
