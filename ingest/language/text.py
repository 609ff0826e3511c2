"""The text under which a chunk is found by its words."""

from __future__ import annotations

from collections.abc import Sequence

# How often headings count: they name what a section is about. Measured: 3 is better than 1, and flat to 5.
_HEADING_WEIGHT = 3


def keyword_text(title: str, section: Sequence[str], text: str) -> str:
    """A chunk's title and headings, `_HEADING_WEIGHT` times, then its words."""
    headings = "\n".join(dict.fromkeys(words for words in (title, *section) if words))
    return "\n".join([*[headings] * _HEADING_WEIGHT, text]) if headings else text
