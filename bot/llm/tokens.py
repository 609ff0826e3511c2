"""How many tokens a text takes in a language model, estimated without any model's tokenizer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from bot.models import Turn

# Measured with Gemma 3's tokenizer on the documents that come with Concord: 3.1 characters of English
# Markdown a token (running text has about 4, links and figures fewer), and 1.6 characters of Korean text,
# which is 1.2 syllables of Hangul once the ASCII between them is taken off. Rounded towards too many.
_ASCII_PER_TOKEN = 3
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def estimated_tokens(text: str) -> int:
    """The tokens of `text`, rather too many than too few: a third of an ASCII character, one of any other.

    "Who are its partners?" has 21 characters, which make 7; "언제 시작하나요?" has seven syllables and two
    ASCII characters, which make 8.
    """
    beyond = len(_BEYOND_ASCII.findall(text))
    return beyond + math.ceil((len(text) - beyond) / _ASCII_PER_TOKEN)


def within_budget(turns: Iterable[Turn], most_tokens: int) -> tuple[Turn, ...]:
    """The newest of `turns` that fit into `most_tokens`, oldest first as given.

    A turn too long for what is left keeps its question if that fits, and ends the history.
    """
    kept: list[Turn] = []
    left = most_tokens
    for turn in reversed(tuple(turns)):
        left -= estimated_tokens(turn.question)
        if left < 0:
            break
        answer = estimated_tokens(turn.answer)
        kept.append(turn if answer <= left else Turn(turn.question))
        left -= answer
        if left < 0:
            break
    return tuple(reversed(kept))
