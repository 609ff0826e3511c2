"""Draws a card as one message of Discord's: with components, or plainly where Discord takes none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.cards.layout import FILE, Attachment, Block, Separator, Text, lay_out
from bot.discord.cards.markdown import body_of, head_of, link_of, near_text, small, source_text
from bot.discord.cards.models import Action, Card, Rendered, Tone
from bot.discord.cards.text import cut_markdown
from bot.discord.i18n import t
from bot.models import Language

# Discord takes 4,000 characters in all components of a message and 2,000 in a plain one.
MAX_CHARS = 4000
MAX_PLAIN_CHARS = 2000
# Between the parts of a plain message stands a blank line; so many parts there are at most.
_BETWEEN, _PARTS = "\n\n", 20
# Discord's mark of small print, which Markdown elsewhere does not know.
_SMALL = re.compile(r"^-# ", re.MULTILINE)
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
MakeButton = Callable[[Action, Card], "ui.Item[Any]"]


def render(card: Card, button: MakeButton, *, attaches: bool = True) -> Rendered:
    """The card as a container; where it is too long, the file has all of it, if it `attaches`."""
    blocks = lay_out(card, MAX_CHARS, attaches=attaches)
    container: ui.Container[Any] = ui.Container(accent_colour=_COLOURS[card.tone])
    for block in blocks:
        container.add_item(_item(block, card.language))
    if card.actions:
        container.add_item(ui.ActionRow(*(button(action, card) for action in card.actions)))
    view = ui.LayoutView(timeout=None)  # its buttons are known by their custom ids
    view.add_item(container)
    return Rendered(view=view, files=_files(card, blocks))


def render_plain(card: Card, button: MakeButton, *, attaches: bool = True) -> Rendered:
    """The card as text and buttons; where it is too long, the file has all of it, if it `attaches`."""
    view = ui.View(timeout=None)
    for action in card.actions:
        view.add_item(button(action, card))
    blocks = lay_out(card, MAX_PLAIN_CHARS - _PARTS * len(_BETWEEN), writes_links=True, attaches=attaches)
    text = _BETWEEN.join(block.markdown for block in blocks if isinstance(block, Text))
    content = cut_markdown(text.strip("\n"), MAX_PLAIN_CHARS)
    return Rendered(view if card.actions else None, content, _files(card, blocks))


def _files(card: Card, blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    return ((FILE, text_of(card)),) if Attachment() in blocks else ()


def text_of(card: Card) -> str:
    """All that a card says as one Markdown file, with the addresses of its sources."""
    sources = []
    for source in card.sources:
        link = link_of(source.url)
        sources.append(source_text(source) + (f"\n<{link}>" if link else ""))
    near = [f"### {t('near_title', card.language)}", *map(near_text, card.near)] if card.near else []
    head = head_of(card.title, card.framing, leads_in=False)
    parts = [head, body_of(card.lines), *sources, *near, small(card.notice), small(card.footer)]
    return _SMALL.sub("", "\n\n".join(filter(None, parts))) + "\n"


def _item(block: Block, language: Language) -> ui.Item[Any]:
    if isinstance(block, Separator):
        return ui.Separator()
    if isinstance(block, Attachment):
        return ui.File(f"attachment://{FILE}")
    text: ui.TextDisplay[Any] = ui.TextDisplay(block.markdown)
    if not block.link:
        return text
    opens: ui.Button[Any] = ui.Button(
        style=discord.ButtonStyle.link, url=block.link, label=t("open_link", language)
    )
    return ui.Section(text, accessory=opens)
