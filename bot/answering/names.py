"""The names and figures that a question is about: an answer that knows none of them is off the subject."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9&.'’]*|\d[\d,.]*\d|\d")
_SENTENCE_START = re.compile(r"(?:[.?!]\s+|[\"“]\s*)$")
_LOOK_BACK = 4
# As close as a slip of the finger leaves a name.
_SAME_NAME = 0.84
_FUZZY_LENGTH = 5
_NOT_NAMES = frozenset(
    {"i", "what", "who", "when", "where", "which", "how", "why", "whose", "whom", "is", "the"}
)


def names_in(question: str) -> frozenset[str]:
    """Capitalised words (but for the first), abbreviations and figures, in one spelling.

    Korean has no capitals; of a Korean question these are the words in Latin letters, and the figures.
    """
    found = set()
    for match in _TOKEN.finditer(question):
        word = match.group()
        before = question[max(0, match.start() - _LOOK_BACK) : match.start()]
        starts = match.start() == 0 or bool(_SENTENCE_START.search(before))
        if word[0].isdigit() or any(c.isupper() for c in word[1:]) or (word[0].isupper() and not starts):
            found.add(_plain(word))
    return frozenset(found - _NOT_NAMES)


def known_share(names: Collection[str], text: str) -> float:
    """The share of `names` that occur in `text`, a slip of the finger allowed; 1 where there are none."""
    if not names:
        return 1.0
    words = {_plain(match.group()) for match in _TOKEN.finditer(text)}
    return sum(1 for name in names if _occurs(name, words)) / len(names)


def _occurs(name: str, words: Collection[str]) -> bool:
    if name in words:
        return True
    if len(name) < _FUZZY_LENGTH or name[0].isdigit():
        return False
    return bool(difflib.get_close_matches(name, words, n=1, cutoff=_SAME_NAME))


def _plain(word: str) -> str:
    word = word.casefold().replace("’", "'").removesuffix("'s").strip(".'")
    if word[:1].isdigit():
        return word.replace(",", "")
    return word.removesuffix("s") if len(word) > 3 else word
