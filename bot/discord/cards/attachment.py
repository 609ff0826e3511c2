"""Writes all that a card says into one Markdown file, for what is too long for a message."""

from __future__ import annotations

import re

from bot.discord.cards.model import Card
from bot.discord.cards.wording import body_of, head_of, link_of, near_text, small, source_text
from bot.discord.words import say

# Discord's mark of small print, which Markdown elsewhere does not know.
_SMALL = re.compile(r"^-# ", re.MULTILINE)


def text_of(card: Card) -> str:
    """The answer with all of its sources and their addresses."""
    sources = []
    for source in card.sources:
        link = link_of(source.url)
        sources.append(source_text(source) + (f"\n<{link}>" if link else ""))
    near = [f"### {say('near_title', card.language)}", *map(near_text, card.near)] if card.near else []
    head = head_of(card.title, card.framing, leads_in=False)
    parts = [head, body_of(card.lines), *sources, *near, small(card.notice), small(card.footer)]
    return _SMALL.sub("", "\n\n".join(filter(None, parts))) + "\n"
