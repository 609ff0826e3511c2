"""Tells Korean from English by the letters used."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_LETTERS = 20_000  # enough to tell, however long the document
_KOREAN_SHARE = 0.3  # Korean offices mix in names in Latin letters; English ones hardly ever use Hangul


def detect(texts: Iterable[str]) -> str:
    """`ko` if at least three letters in ten are Hangul, else `en`."""
    letters = list(islice((c for text in texts for c in text if c.isalpha()), _LETTERS))
    hangul = sum(1 for letter in letters if _is_hangul(letter))
    return "ko" if letters and hangul / len(letters) >= _KOREAN_SHARE else "en"


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣" or "ᄀ" <= letter <= "ᇿ" or "ㄱ" <= letter <= "ㆎ"
