"""Cuts text into what a reader takes for one character: a letter with its accents, a syllable, a flag."""

from __future__ import annotations

import regex

# An extended grapheme cluster of Unicode Standard Annex 29; the library knows the tables.
_CLUSTER = regex.compile(r"\X")


def clusters(text: str) -> list[str]:
    """The characters of a text as a reader counts them; joined they are the text."""
    return _CLUSTER.findall(text)
