"""Cuts text into what a reader takes for one character: a letter with its accents, a syllable, a flag.

A subset of the grapheme clusters of Unicode Standard Annex 29 that never cuts inside one: a few that the
annex cuts apart stay together here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_MARKS = ("Mn", "Mc", "Me")
# The combining class of the sign that joins two consonants of an Indian script.
_VIRAMA = 9
# Conjoining jamo: leading consonants, vowels, trailing consonants, with their extensions.
_LEADING = ((0x1100, 0x115F), (0xA960, 0xA97C))
_VOWELS = ((0x1160, 0x11A7), (0xD7B0, 0xD7C6))
_TRAILING = ((0x11A8, 0x11FF), (0xD7CB, 0xD7FB))
_SYLLABLES = ((0xAC00, 0xD7A3),)
# Between these two the regional indicators, of which a flag has two; and the colours of skin.
_FLAGS = ((0x1F1E6, 0x1F1FF),)
_SKIN = ((0x1F3FB, 0x1F3FF),)
# Signs that stand before their letter, and the vowels of Thai and Lao that belong to the one before them.
_BEFORE = ((0x0600, 0x0605), (0x06DD, 0x06DD), (0x110BD, 0x110BD))
_BEHIND = ((0x0E33, 0x0E33), (0x0EB3, 0x0EB3), (0xFF9E, 0xFF9F))


def clusters(text: str) -> Iterator[str]:
    """The characters of a text as a reader counts them; joined they are the text."""
    start = 0
    for at in range(1, len(text)):
        if not _belongs(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _belongs(text: str, start: int, at: int) -> bool:
    """Whether the character at `at` belongs to the cluster that begins at `start`."""
    before, here = text[at - 1], text[at]
    if before < "\u0300" and here < "\u0300":
        return before == "\r" and here == "\n"
    if before in "\r\n":
        return False
    return (
        here == _JOINER
        or before == _JOINER
        or unicodedata.category(here) in _MARKS
        or _is_in(here, _SKIN)
        or _is_in(here, _BEHIND)
        or _is_in(before, _BEFORE)
        or _is_syllable(before, here)
        or (unicodedata.combining(before) == _VIRAMA and unicodedata.category(here) == "Lo")
        or (_is_in(here, _FLAGS) and _is_in(before, _FLAGS) and (at - start) % 2 == 1)
    )


def _is_syllable(before: str, here: str) -> bool:
    if _is_in(here, _LEADING):
        return _is_in(before, _LEADING)
    if _is_in(here, _VOWELS):
        return _is_in(before, (*_LEADING, *_VOWELS, *_SYLLABLES))
    if _is_in(here, _SYLLABLES):
        return _is_in(before, _LEADING)
    return _is_in(here, _TRAILING) and _is_in(before, (*_VOWELS, *_TRAILING, *_SYLLABLES))


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)
