"""Puts cards on one page for review: each as Discord lays it out, and as plain messages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.discord.cards.fallback import plain
from bot.discord.cards.layout import Button, layout
from bot.discord.cards.model import Card
from bot.discord.cards.preview.html import figures, message
from bot.discord.cards.preview.style import STYLE

# Nothing may be loaded from anywhere.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'"
_NAME, _TIME = "Concord", "09:41"
_ABOUT = "Each card as Discord lays it out, and as the plain messages where it takes no layout."


@dataclass(frozen=True, slots=True)
class Shown:
    """A card and what is to be seen on it."""

    name: str
    card: Card


def page(cards: Sequence[Shown], title: str, button: Button) -> str:
    """The HTML page, which needs nothing else; `button` makes the buttons of a card."""
    drawn = [
        (
            each.name,
            message(layout(each.card, button), _NAME, _TIME),
            message(plain(each.card, button), _NAME, _TIME),
        )
        for each in cards
    ]
    about = f"<h1>{escape(title)}</h1><p>{_ABOUT}</p>"
    return _html(title, f"<main>{about}{figures(drawn)}</main>")


def picture(cards: Sequence[Card], title: str, button: Button) -> str:
    """The HTML page with nothing but these cards, one below the other, as Discord lays them out."""
    shown = "".join(message(layout(each, button), _NAME, _TIME) for each in cards)
    return _html(title, f'<main class="picture">{shown}</main>')


def _html(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_ALONE}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>\n"
    )
