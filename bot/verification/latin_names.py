"""Finds names in Latin letters: capitalised words that are more than the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9&]|['’](?=[A-Za-z]))*|\d+[A-Za-z][A-Za-z0-9]*")
SMALL = frozenset({"of", "and", "the", "for", "on", "in", "to", "de", "with", "a", "an", "at"})
# A word here begins a sentence, so that its capital says nothing.
_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\"“‘'(]\s*|\n\s*)$")
_LOOK_BACK = 4
_BODY = re.compile(
    r"Ministry|Minister|University|Institute|Department|Bank|Republic|School|Board|Office|Council|Commission"
    r"|Committee|Act|Agency|Authority|Association|Academy|House|Bureau|Centre|Center|Secretary|President|Fund"
)
# Endings of ordinary English words.
_ORDINARY = re.compile(
    r"(?:ing|ed|ly|tion|tions|sion|sions|ment|ments|ness|ity|ities|ance|ence|ists?|ers|ors|ies|ous|ive|able|ible|ful"
    r"|less|ship|ships|ants?|ents|ages?|ures?|cy|es)$"
)
_STARTERS = """
    unlike like
    although according among along across however moreover furthermore therefore thus meanwhile instead since
    under until unless upon while whereas within without within despite during besides because also another
    both each either every few many most much neither none no one two three four five six seven eight nine ten
    eleven twelve twenty thirty hundred some several such these this those there their they its it he she his
    her our we you your all any and as at but by for from if in into of on or so the then to up when where
    which who why how what yes not only even still yet after before today currently recently previously
    people talks children women men ministers officials leaders experts press media
"""


@dataclass(frozen=True, slots=True)
class LatinWord:
    """A word in Latin letters where it stands; `plain` is how it is compared."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def plain(self) -> str:
        """Lower case, without a possessive or a plural."""
        bare = re.sub(r"['’]s?$", "", self.text).casefold().replace("’", "'").replace(".", "")
        return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_marked(self) -> bool:
        """Whether it is spelled as no ordinary word is: A2Z, IMDA, PTCsys."""
        return any(letter.isupper() or letter.isdigit() for letter in self.text[1:])


def latin_words(text: str) -> list[LatinWord]:
    """The words of `text` in Latin letters, those with a hyphen in their parts."""
    return [
        LatinWord(
            found.group(),
            *found.span(),
            opens=_OPENS.search(text[max(0, found.start() - _LOOK_BACK) : found.start()]) is not None,
        )
        for found in _WORD.finditer(text)
    ]


def latin_names(text: str, is_word: Callable[[str], bool]) -> list[list[LatinWord]]:
    """The names of `text`: runs of capitalised words, small words between them left out.

    `is_word` says whether a word is an ordinary one, which a sentence may begin with.
    """
    runs: list[list[LatinWord]] = []
    last_end = -1
    for word in latin_words(text):
        if not _is_name(word, is_word):
            continue
        between = text[last_end : word.start] if last_end >= 0 else "."
        if runs and runs[-1][-1].text.endswith(("'s", "’s", "s'", "s’")):
            between = "."
        if runs and _joins(runs[-1][-1].text, between):
            runs[-1].append(word)
        else:
            runs.append([word])
        last_end = word.end
    return runs


def _joins(word: str, between: str) -> bool:
    """Whether a name goes on behind `word`: small words stand only in the names of bodies and their heads."""
    small = re.findall(r"\w+", between)
    if re.search(r"[^\w\s&-]", between) or not set(small) <= SMALL - {"and"}:
        return False
    return not small or _BODY.fullmatch(word) is not None


def _is_name(word: LatinWord, is_word: Callable[[str], bool]) -> bool:
    if word.is_marked:
        return True
    if not word.is_capital or word.text in {"I", "A"}:
        return False
    if not word.opens:
        return True
    lower = word.text.lower()
    return not (lower in _STARTERS.split() or _ORDINARY.search(lower) or is_word(lower))
