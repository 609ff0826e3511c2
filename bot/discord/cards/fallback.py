"""Writes a card as plain messages, for where Discord takes no components."""

from __future__ import annotations

from discord import ui

from bot.discord.cards.attachment import text_of
from bot.discord.cards.drawing import FILE, Drawn, Text, drawn
from bot.discord.cards.escaping import ELLIPSIS
from bot.discord.cards.layout import Button
from bot.discord.cards.model import Card, Rendered, Tone
from bot.discord.cards.splitting import split

# Discord takes 2,000 characters a message.
MOST_LETTERS = 2000
# An answer in more messages than these would flood a channel: it goes into a file.
_MOST_MESSAGES = 3
# Between the parts of a message stands a blank line; so many parts there are at most.
_BETWEEN, _PARTS = "\n\n", 20


def plain(card: Card, button: Button, *, attaches: bool = True) -> Rendered:
    """The card in at most three messages; where it is longer, in one, and the file has all of it.

    `button` makes the button of an action; without `attaches` there can be no file.
    """
    view = _buttons(card, button)
    whole = drawn(card, MOST_LETTERS * _MOST_MESSAGES, writes_links=True)
    if whole.is_whole and card.tone is not Tone.WORKING:
        first, *more = _pieces(whole)
        if len(more) < _MOST_MESSAGES:
            return Rendered(view, content=first, more=tuple(more))
    short = drawn(card, MOST_LETTERS - _PARTS * len(_BETWEEN), writes_links=True, attaches=attaches)
    has_file = attaches and not short.is_whole
    return Rendered(view, content=_pieces(short)[0], files=((FILE, text_of(card)),) if has_file else ())


def _buttons(card: Card, button: Button) -> ui.View | None:
    if not card.actions:
        return None
    view = ui.View(timeout=None)
    for action in card.actions:
        view.add_item(button(action, card))
    return view


def _pieces(picture: Drawn) -> list[str]:
    parts = [each.markdown for each in picture.blocks if isinstance(each, Text)]
    pieces = [each.strip("\n") for each in split(_BETWEEN.join(parts), MOST_LETTERS)]
    return [each for each in pieces if each.strip()] or [ELLIPSIS]
