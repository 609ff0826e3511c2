"""Hangul letters: whether a text is Korean by them, and with which consonant a syllable ends."""

from __future__ import annotations

import unicodedata

# A Hangul syllable is one letter where a foreign name takes many.
KOREAN_SHARE = 0.3
# Syllables stand in Unicode one vowel after the other, each with its 28 endings, the first of which is none.
_FIRST, _LAST, _ENDINGS = ord("가"), ord("힣"), 28


def is_korean(text: str) -> bool:
    """Whether enough of the text's letters are Hangul for it to be Korean with foreign names in it."""
    return hangul_share(scripts_of(text)) >= KOREAN_SHARE


def hangul_share(scripts: dict[str, int]) -> float:
    """The share of Hangul among the letters counted, 0 where there are none."""
    return scripts.get("HANGUL", 0) / max(1, sum(scripts.values()))


def scripts_of(text: str) -> dict[str, int]:
    """How many letters of each script a text has, by the first word of the letters' Unicode names."""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = unicodedata.name(letter, "UNKNOWN").split()[0]
            counts[script] = counts.get(script, 0) + 1
    return counts


def ending_of(letter: str) -> int | None:
    """The number of a Hangul syllable's final consonant in Unicode's order, from 1 to 27.

    0 for a syllable that ends in its vowel, None for any other letter.
    """
    if not _FIRST <= ord(letter) <= _LAST:
        return None
    return (ord(letter) - _FIRST) % _ENDINGS
