"""Reads the words of a message, or of a card: what somebody sees, without Discord's marks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import discord

# A person, role or channel that is named by its number, an emoji of a server's own, a moment.
_POINTERS = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|t:-?)\d+(?::\w)?>")
_FENCES = re.compile(r"^\s*```\w*\s*$|```", re.MULTILINE)
# At the beginning of a line: small print and headings, which state nothing, and the marks of quotations.
_ASIDE = re.compile(r"^\s*(?:-#|#{1,3})\s.*$", re.MULTILINE)
_QUOTED = re.compile(r"^\s*>{1,3}\s", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPOILERS = re.compile(r"\|\|")


def text_of(message: discord.Message) -> str:
    """The words of a message with those that it passes on; of a layout what stands before its first line."""
    parts = [message.content, *_displayed(message.components)]
    parts += [part for each in message.embeds for part in (each.title, each.description) if part]
    parts += [each.content for each in message.message_snapshots]
    return "\n".join(filter(None, map(_plain, parts)))


def _displayed(components: Iterable[object]) -> Iterator[str]:
    """The text displays, as far as the separator behind which a card's sources stand."""
    for each in components:
        if isinstance(each, discord.TextDisplay):
            yield each.content
        elif isinstance(each, discord.SeparatorComponent):
            return
        elif isinstance(each, discord.Container | discord.SectionComponent):
            yield from _displayed(each.children)


def _plain(text: str) -> str:
    for form in (_ASIDE, _QUOTED, _FENCES, _SPOILERS, _POINTERS):
        text = form.sub("", text)
    return _ESCAPED.sub(r"\1", text).replace("\u200b", "").strip()
