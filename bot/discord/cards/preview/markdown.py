"""Reads Discord's dialect of Markdown, as its client does, into nodes.

After the rules of the client's parser as far as they are known from discord-markdown (MIT) and Discord's help
pages, rather too eager than too careful: what this takes for plain text is plain text for Discord.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text is."""

    TEXT = "text"
    CODE_BLOCK = "code_block"
    QUOTE = "quote"
    HEADING = "heading"
    SMALL = "small"
    ITEM = "item"
    LINK = "link"
    MENTION = "mention"
    EMOJI = "emoji"
    TIME = "time"
    STRONG = "strong"
    UNDERLINED = "underlined"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    SPOILER = "spoiler"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of text; `value` is a text's words, a link's address, a heading's level, a list's mark."""

    kind: Kind
    value: str = ""
    inside: tuple[Node, ...] = field(default=())


_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_QUOTED = re.compile(r" *>>> ?(?P<all>[\s\S]*)|(?P<lines> *> [^\n]*(?:\n *> [^\n]*)*)\n?")
_QUOTE_MARK = re.compile(r"^ *> ?", re.MULTILINE)
# At the beginning of a line; the group `inside` is read again.
_AT_LINE_START = (
    (Kind.HEADING, re.compile(r"(?P<value>#{1,3}) +(?P<inside>[^\n]+)\n?")),
    (Kind.SMALL, re.compile(r"-# +(?P<inside>[^\n]+)\n?")),
    (Kind.ITEM, re.compile(r" *(?P<value>[-*]|\d+\.) +(?P<inside>[^\n]+)\n?")),
)
# A masked link as the client sees it: a backslash inside its words takes nothing from it.
_MASKED = (
    r"\[(?P<inside>(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
    r"\(\s*<?(?P<value>(?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)"
)
_ANYWHERE = (
    (Kind.CODE_BLOCK, re.compile(r"```(?:[A-Za-z0-9_+\-.#]+\n)?\n*(?P<value>[\s\S]+?)\n*```")),
    (Kind.LINK, re.compile(r"<(?P<value>[^: <>]+:/[^ <>]+|(?:mailto|tel|sms):[^ <>]+)>")),
    (Kind.LINK, re.compile(r"(?P<value>(?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s])")),
    (Kind.LINK, re.compile(r"(?P<value>discord(?:app)?\.(?:gg|com)/[^\s<]+)", re.IGNORECASE)),
    (Kind.LINK, re.compile(_MASKED)),
    (Kind.MENTION, re.compile(r"(?P<value><(?:@!?|@&|#)\d+>|<id:\w+>|</[^\n:<>]+:\d+>|@everyone|@here)")),
    (Kind.EMOJI, re.compile(r"(?P<value><a?:\w+:\d+>)")),
    (Kind.TIME, re.compile(r"(?P<value><t:-?\d+(?::[tTdDfFR])?>)")),
    (Kind.STRONG, re.compile(r"\*\*(?P<inside>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    (Kind.UNDERLINED, re.compile(r"__(?P<inside>(?:\\[\s\S]|[^\\])+?)__(?!_)")),
    (
        Kind.EMPHASIS,
        re.compile(r"\*(?=\S)(?P<inside>(?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    ),
    (Kind.EMPHASIS, re.compile(r"_(?P<inside>(?:__|\\[\s\S]|[^\\_])+?)_")),
    (Kind.STRUCK, re.compile(r"~~(?P<inside>[\s\S]+?)~~")),
    (Kind.SPOILER, re.compile(r"\|\|(?P<inside>[\s\S]+?)\|\|")),
    (Kind.CODE, re.compile(r"(?P<ticks>`+)(?P<value>[\s\S]*?[^`])(?P=ticks)(?!`)")),
)


def read(text: str, *, is_quoted: bool = False) -> tuple[Node, ...]:
    """The nodes of a text, of which neighbouring plain ones are one."""
    nodes: list[Node] = []
    at = 0
    while at < len(text):
        node, end = _next(text, at, is_quoted=is_quoted)
        if node.kind is Kind.TEXT and nodes and nodes[-1].kind is Kind.TEXT:
            node = Node(Kind.TEXT, nodes.pop().value + node.value)
        nodes.append(node)
        at = end
    return tuple(nodes)


def _next(text: str, at: int, *, is_quoted: bool) -> tuple[Node, int]:
    """The node that begins at `at`, and where it ends."""
    starts_line = not text[:at].rpartition("\n")[2].strip(" ")
    if escaped := _ESCAPED.match(text, at):
        return Node(Kind.TEXT, escaped[1]), escaped.end()
    if starts_line and not is_quoted and (quoted := _QUOTED.match(text, at)):
        words = quoted["all"] if quoted["all"] is not None else _QUOTE_MARK.sub("", quoted["lines"])
        return Node(Kind.QUOTE, inside=read(words, is_quoted=True)), quoted.end()
    for kind, rule in (*(_AT_LINE_START if starts_line else ()), *_ANYWHERE):
        if found := rule.match(text, at):
            parts = found.groupdict()
            inside = read(parts["inside"], is_quoted=is_quoted) if "inside" in parts else ()
            return Node(kind, parts.get("value") or "", inside), found.end()
    return Node(Kind.TEXT, text[at]), at + 1
