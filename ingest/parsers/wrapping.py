"""Joins the lines of text that an editor or a mail program broke at a fixed width."""

from __future__ import annotations

from itertools import pairwise

# Editors break at 65 to 80 characters. A longest line outside of that tells of no such width.
_NARROWEST, _WIDEST = 60, 80
_ENDS = (".", "!", "?", ":", ";", "。")


def unwrapped(text: str) -> str:
    """`text` with the lines joined that go on in the next one; others, of a list above all, stay apart.

    A line was broken where the next one's first word would not have fitted. After an end mark nothing has to
    be joined, since a sentence ends there in any case.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    joined = lines[0]
    for line, following in pairwise(lines):
        joined += (" " if _goes_on(line, following, width) else "\n") + following
    return joined


def _goes_on(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    if not line.strip() or not words or line.rstrip().endswith(_ENDS):
        return False
    return len(line.rstrip()) + 1 + len(words[0]) > width
