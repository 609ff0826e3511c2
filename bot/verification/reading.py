"""Reads a text for comparison: its words, and the names and places in it as what they name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.text.content_words import EMPTY_TOKENS
from bot.text.glossary import Glossary
from bot.text.places import places_in
from ingest.language.tokenizer import Tokenizer


class Sort(StrEnum):
    """What a mark is."""

    WORD = "word"
    PART = "part of a name"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word, or a name or place under the key that all its names share, and where it starts."""

    key: str
    start: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in NFKC with its marks in order; `squeezed` is the text without spaces, in lower case."""

    text: str
    marks: tuple[Mark, ...]
    squeezed: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the marks, in order."""
        return tuple(mark.key for mark in self.marks)

    def without(self, spans: Sequence[tuple[int, int]]) -> Reading:
        """The reading less the marks that start in one of `spans`."""
        kept = (mark for mark in self.marks if not any(start <= mark.start < end for start, end in spans))
        return Reading(self.text, tuple(kept), self.squeezed)

    def without_parts(self) -> Reading:
        """The reading less the single words of its names."""
        kept = tuple(mark for mark in self.marks if mark.sort is not Sort.PART)
        return Reading(self.text, kept, self.squeezed)

    def within(self, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """The keys of the marks that start in one of `spans`."""
        return tuple(
            mark.key for mark in self.marks if any(start <= mark.start < end for start, end in spans)
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts with the tokens of the search and the names of the glossary."""

    tokenizer: Tokenizer
    glossary: Glossary

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text."""
        plain = [unicodedata.normalize("NFKC", text) for text in texts]
        placed = self.tokenizer.placed_all(plain)
        return [self._reading(text, words) for text, words in zip(plain, placed, strict=True)]

    def _reading(self, text: str, words: Sequence[tuple[str, int]]) -> Reading:
        named = self._named(text)
        taken = [(start, end) for _, start, end in named]
        marks = [mark for mark, _, _ in named]
        for word, start in words:
            is_part = any(left <= start < right for left, right in taken)
            if word not in EMPTY_TOKENS:
                marks.append(Mark(word, start, Sort.PART if is_part else Sort.WORD))
        marks.sort(key=lambda mark: mark.start)
        return Reading(text, tuple(marks), "".join(text.casefold().split()))

    def _named(self, text: str) -> list[tuple[Mark, int, int]]:
        """The names and places of `text`, the longest first where two overlap."""
        found: list[tuple[Mark, int, int]] = []
        for key, start, end in self.glossary.found_in(text):
            found.append((Mark("&" + key, start, Sort.NAME), start, end))
        for place in places_in(text):
            if not any(start < place.end and place.start < end for _, start, end in found):
                found.append((Mark("@" + place.place, place.start, Sort.PLACE), place.start, place.end))
        return found


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with blanks where `spans` are."""
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text
