"""What a message asks: its words without Discord's markup for people, channels and emoji."""

from __future__ import annotations

import re

from bot.discord.cards.text import ELLIPSIS, cut

# <@1>, <@!1>, <@&1>, <#1>, </ask:1>, <:name:1>, <a:name:1>, <t:1:R>, <id:home>
_MARKUP = re.compile(r"<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,32}:|t:-?|id:)[^<>\s]{1,32}>")
_SPACE = re.compile(r"[^\S\n]+")
_NAME = 100  # characters, the most that Discord takes


def words_of(content: str) -> str:
    """The content without markup; empty where nothing is left to read."""
    lines = (_SPACE.sub(" ", line).strip() for line in _MARKUP.sub(" ", content).split("\n"))
    text = "\n".join(lines).strip()
    return text if any(character.isalnum() for character in text) else ""


def thread_name(question: str) -> str:
    """A thread's name: the question's first line in at most 100 characters, cut at a word or a letter."""
    line = question.strip().split("\n")[0]
    if len(line) <= _NAME:
        return line
    short = cut(line, _NAME)
    whole = short.rpartition(" ")[0].rstrip()
    return whole + ELLIPSIS if whole else short
