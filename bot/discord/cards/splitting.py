"""Cuts Discord's markdown into pieces: at paragraphs, else sentences, else words, else between characters.

What must stay whole stays whole: a citation's number, a link, an escaped character, a letter with its
accents, a syllable. A fence or a quotation that has to be cut is closed, and opened again in the next piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.discord.cards.clusters import clusters

_FENCE = "```"
_FENCED = re.compile(r"^```([^\s`]{0,20})\n.*?(?:^```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
# What is cut nowhere inside: numbers of citations, bold words, masked links, addresses, escaped characters.
_WHOLE = re.compile(
    r"(?:\[\d{1,4}\])+|\*\*(?:\\.|[^*\\\n])+\*\*|\[(?:\\.|[^\[\]\\\n])+\]\((?:\\.|[^()\\\s])+\)|<[^<>\s]+>|https?://[^\s<>]+|\\[^0-9A-Za-z\s]\u200b?|`{3}",
)
_QUOTE = "> "
# Where a piece may end, best first; the blanks stay with the piece before.
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"[.!?。!?…][\"'”’)\]]*(?:\s?(?:\[\d{1,4}\])+)?\s+")
_WORD = re.compile(r"\s+")
# A piece that ends at a better place may be so much shorter than it could be.
_SHORTEST = 0.5
# Characters that a fence or quotation takes which is opened anew, and some of the text.
_LEAST = 60


def split(text: str, most: int) -> list[str]:
    """The pieces of at most so many characters, in order; joined they are the text, but for reopened marks.

    A whole that is longer than a piece is cut all the same. Raises ValueError where `most` is below 60: with
    what is opened anew in every piece the text might never end.
    """
    if len(text) > most < _LEAST:
        raise ValueError(f"no text is cut into pieces of {most} characters")
    pieces = []
    while len(text) > most:
        piece, text = _cut(text, most)
        pieces.append(piece)
    return [*pieces, text] if text else pieces


def _cut(text: str, most: int) -> tuple[str, str]:
    at = _place(text, most)
    fence = next((each for each in _FENCED.finditer(text) if each.start() < at < each.end()), None)
    if fence is not None:
        return _cut_fence(text, fence, most)
    piece, rest = text[:at], text[at:]
    is_quoted = not piece.endswith("\n") and piece[piece.rfind("\n") + 1 :].startswith(_QUOTE)
    return piece, _QUOTE + rest if is_quoted else rest


def _cut_fence(text: str, fence: re.Match[str], most: int) -> tuple[str, str]:
    """Before the fence where enough stands there, else inside it."""
    if fence.start() >= most * _SHORTEST:
        return text[: fence.start()], text[fence.start() :]
    opening = f"{_FENCE}{fence[1]}\n"
    begin, room = fence.start() + len(opening), most - len(_FENCE) - 1
    at = text.rfind("\n", begin, room) + 1
    if at <= begin:
        at = max(_boundary(text, room), begin + 1)
    piece = text[:at] + (_FENCE if text[at - 1] == "\n" else "\n" + _FENCE)
    rest = text[at : fence.end()]
    return piece, text[fence.end() :] if rest.strip() == _FENCE else opening + text[at:]


def _place(text: str, most: int) -> int:
    """Where to cut: behind the last paragraph that fits, or the last sentence, and so on."""
    window = text[:most]
    wholes = [(each.start(), each.end()) for each in _WHOLE.finditer(text, 0, most * 2)]
    for kind in (_PARAGRAPH, _LINE, _SENTENCE, _WORD):
        ends = [each.end() for each in kind.finditer(window) if _may_end(text, each.end(), wholes)]
        if ends and ends[-1] >= most * _SHORTEST:
            return ends[-1]
    return _boundary(text, most)


def _boundary(text: str, most: int) -> int:
    """The last place between two characters; where a single one fills all, in its middle."""
    at = 0
    for unit in _units(text[: most * 2]):
        if at + len(unit) > most:
            break
        at += len(unit)
    return at if at > len(_QUOTE) else most


def _units(text: str) -> Iterator[str]:
    """What is cut nowhere inside, one after the other."""
    at = 0
    for whole in _WHOLE.finditer(text):
        yield from clusters(text[at : whole.start()])
        yield whole[0]
        at = whole.end()
    yield from clusters(text[at:])


def _may_end(text: str, at: int, wholes: list[tuple[int, int]]) -> bool:
    """Whether a piece may end at `at`: not in a whole, nor before an accent that stands on a blank."""
    is_inside = any(start < at < end for start, end in wholes)
    return not is_inside and len(list(clusters(text[at - 1 : at + 1]))) > 1
