"""Folds a text to the characters that the vocabulary knows (NFKC) and keeps where each of them stood.

Normalisation joins and parts characters, but never across a boundary that Unicode Standard Annex 15 calls
stable. So a word is parted at such boundaries and normalised piece by piece; a character of the outcome
stands where its whole piece stood.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_FORM: Final = "NFKC"


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """A word of the folded text; character i of it stood at `starts[i]` to `ends[i]` in the text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def folded_words(text: str, space: str) -> Iterator[FoldedWord]:
    """The words of the text in their order; `space` is a character that counts as white space."""
    at = 0
    for word in text.replace(space, " ").split():
        # The search is from the last word's end on, so that equal words get their own places.
        at = text.index(word, at)
        yield from _folded(word, at)
        at += len(word)


def _folded(word: str, at: int) -> Iterator[FoldedWord]:
    if unicodedata.is_normalized(_FORM, word):
        places = range(at, at + len(word) + 1)
        yield FoldedWord(word, tuple(places[:-1]), tuple(places[1:]))
        return
    letters: list[tuple[str, int, int]] = []
    for start, end in _pieces(word):
        normal = unicodedata.normalize(_FORM, word[start:end])
        letters += [(letter, at + start, at + end) for letter in normal]
    yield from _parted(letters)


def _parted(letters: list[tuple[str, int, int]]) -> Iterator[FoldedWord]:
    """The words that folding left: it makes a space and an accent of an accent that stands alone."""
    word: list[tuple[str, int, int]] = []
    for letter in [*letters, (" ", 0, 0)]:
        if not letter[0].isspace():
            word.append(letter)
        elif word:
            texts, starts, ends = zip(*word, strict=True)
            yield FoldedWord("".join(texts), starts, ends)
            word = []


def _pieces(word: str) -> Iterator[tuple[int, int]]:
    """Ranges that normalise by themselves to what they become in the word."""
    start = 0
    for at in range(1, len(word)):
        if _is_boundary(word[start:at], word[at]):
            yield start, at
            start = at
    yield start, len(word)


def _is_boundary(before: str, character: str) -> bool:
    """Whether what stands before and a character neither join nor change places."""
    alone = unicodedata.normalize(_FORM, character)
    if unicodedata.combining(alone[0]):
        return False
    return unicodedata.normalize(_FORM, before + character) == unicodedata.normalize(_FORM, before) + alone
