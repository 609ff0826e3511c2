"""Texts analysed for comparison: terms, names and places under one key, and how far others cover them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.text.glossary import Glossary
from bot.text.lexicon import Lexicon
from bot.text.places import places_in
from bot.text.word_lists import EMPTY_TOKENS
from ingest.language.tokenizer import Tokenizer


class TermType(StrEnum):
    """What a term is: a word, a word within a name, a name or a place."""

    WORD = "word"
    PART = "part of a name"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a name or place under the key that all its names share, and where it starts."""

    key: str
    start: int
    type: TermType


@dataclass(frozen=True, slots=True)
class AnalyzedText:
    """A text in NFKC with its terms in order; `squeezed` is the text without spaces, in lower case."""

    text: str
    terms: tuple[Term, ...]
    squeezed: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(term.key for term in self.terms)

    def without(self, spans: Sequence[tuple[int, int]]) -> AnalyzedText:
        """The text without the terms that start in one of `spans`."""
        kept = (term for term in self.terms if not any(start <= term.start < end for start, end in spans))
        return AnalyzedText(self.text, tuple(kept), self.squeezed)

    def without_parts(self) -> AnalyzedText:
        kept = tuple(term for term in self.terms if term.type is not TermType.PART)
        return AnalyzedText(self.text, kept, self.squeezed)

    def within(self, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """The keys of the terms that start in one of `spans`."""
        return tuple(
            term.key for term in self.terms if any(start <= term.start < end for start, end in spans)
        )


@dataclass(frozen=True, slots=True)
class TextAnalyzer:
    """Analyses texts with the tokens of the search and the names of the glossary."""

    tokenizer: Tokenizer
    glossary: Glossary

    def analyze(self, texts: Sequence[str]) -> list[AnalyzedText]:
        plain = [unicodedata.normalize("NFKC", text) for text in texts]
        placed = self.tokenizer.placed_all(plain)
        return [self._analyze(text, words) for text, words in zip(plain, placed, strict=True)]

    def _analyze(self, text: str, words: Sequence[tuple[str, int]]) -> AnalyzedText:
        named = self._named(text)
        taken = [(start, end) for _, start, end in named]
        terms = [term for term, _, _ in named]
        for word, start in words:
            is_part = any(left <= start < right for left, right in taken)
            if word not in EMPTY_TOKENS:
                terms.append(Term(word, start, TermType.PART if is_part else TermType.WORD))
        terms.sort(key=lambda term: term.start)
        return AnalyzedText(text, tuple(terms), "".join(text.casefold().split()))

    def _named(self, text: str) -> list[tuple[Term, int, int]]:
        """The names and places of `text`, the longest first where two overlap."""
        found: list[tuple[Term, int, int]] = []
        for key, start, end in self.glossary.found_in(text):
            found.append((Term("&" + key, start, TermType.NAME), start, end))
        for place in places_in(text):
            if not any(start < place.end and place.start < end for _, start, end in found):
                found.append((Term("@" + place.place, place.start, TermType.PLACE), place.start, place.end))
        return found


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with blanks where `spans` are."""
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text


_GENERAL_WEIGHT, _NAME_WEIGHT = 0.3, 0.5
Said = Callable[[Collection[str], Collection[str]], Collection[str]]
"""Gives those of the first keys that the second ones express too."""
# A Korean token of one syllable stands in every text by chance.
_CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far texts express the terms of a sentence: the weight as a share, 0 to 1, and the keys.

    `weight` is that of all keys together: a general word weighs 0.3, a part of a name 0.5, another 1.
    """

    share: float
    covered: frozenset[str]
    missing: tuple[str, ...]
    weight: float


def measure_coverage(
    keys: Sequence[str], by: Sequence[AnalyzedText], lexicon: Lexicon, named: Collection[str] = ()
) -> Coverage:
    """How much of `keys`, the terms of a sentence or a part of it, the texts `by` express together.

    `named` are those that belong to names.
    """
    terms: set[str] = set().union(*(each.keys for each in by))
    expressed = lexicon.find_expressed(keys, terms)
    expressed |= {key for key in keys if _occurs(key, by)}
    weights = [_weight(key, lexicon, named) for key in keys]
    total = sum(weights)
    covered_weight = sum(weight for key, weight in zip(keys, weights, strict=True) if key in expressed)
    missing = tuple(key for key in keys if key not in expressed)
    return Coverage(covered_weight / total if total else 0.0, frozenset(expressed), missing, total)


def _weight(key: str, lexicon: Lexicon, named: Collection[str]) -> float:
    if key in named:
        return _NAME_WEIGHT
    return _GENERAL_WEIGHT if key in lexicon.general else 1.0


def _occurs(key: str, by: Sequence[AnalyzedText]) -> bool:
    """Whether a Korean word occurs in a text, however the morphology divided it there."""
    return len(key) >= _CERTAIN and "가" <= key[0] <= "힣" and any(key in each.squeezed for each in by)
