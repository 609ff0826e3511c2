"""Reckons how many tokens a text takes in a language model, without any model's tokenizer."""

from __future__ import annotations

import math
import re

# Tokenizers of current models make a token of four to five Latin letters of running text, and of one to two
# syllables of Hangul; a token for each syllable, and for each other sign outside ASCII, is on the safe side.
_ASCII_PER_TOKEN = 4
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def estimated_tokens(text: str) -> int:
    """The tokens of `text`, rather too many than too few: a quarter of an ASCII character, one of any other.

    "Who are its partners?" has 21 characters, which make 6; "언제 시작하나요?" has seven syllables and two
    ASCII characters, which make 8.
    """
    beyond = len(_BEYOND_ASCII.findall(text))
    return beyond + math.ceil((len(text) - beyond) / _ASCII_PER_TOKEN)
