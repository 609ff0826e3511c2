"""Korean particles at the ends of words and of passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.language.korean import Morpheme
from ingest.language.tokenizer import has_hangul

Morphemes = Callable[[str], Sequence[Morpheme]]
"""Gives the morphemes of a text in order."""

_PARTICLE = re.compile(r"(?:으로|에서|에게|까지|부터|이다|이며|이고|은|는|이|가|을|를|의|에|와|과|도|로)$")
# Words before the last one that are analysed with it, since they tell nouns from particles.
_WORDS_BEFORE = 2
# Tags of the Sejong set: particles, the copula ("서울이다") and endings; verbs and adjectives.
_FUNCTION_TAGS = ("J", "VCP", "E")
_VERB_TAGS = ("VV", "VA", "VX", "XSV", "XSA")


def without_particle(word: str) -> str:
    """A Korean word without its particle by spelling alone, near enough to compare two uses of it."""
    return _PARTICLE.sub("", word) or word


def end_without_particles(text: str, start: int, end: int, morphemes: Morphemes) -> int:
    """Where text[start:end] ends without the particles at its end; `end` if nothing else would be left."""
    if not has_hangul(text[end - 1 : end]):
        return end
    begin, stop = _words_around(text, end)
    last = end
    for each in reversed(list(morphemes(text[begin:stop]))):
        left, right = begin + each.start, begin + each.end
        if left >= end:
            continue
        if right > last or not each.tag.startswith(_FUNCTION_TAGS):
            return end if each.tag.startswith(_VERB_TAGS) else last
        if left <= start:
            return end
        last = left
    return last


def _words_around(text: str, end: int) -> tuple[int, int]:
    """The range of the word that holds `end`, with the words before it."""
    stop = text.find(" ", end)
    begin = end
    for _ in range(_WORDS_BEFORE + 1):
        begin = text.rfind(" ", 0, max(begin - 1, 0)) + 1
    return begin, len(text) if stop < 0 else stop
