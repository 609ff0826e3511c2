"""Splits text into the pieces of a SentencePiece unigram vocabulary (Kudo 2018, arXiv:1804.10959).

Of all ways to cut a word into pieces, the one with the highest sum of log probabilities wins (Viterbi).
Words are cut on their own, so each is cut once and cached. It is written out here because a library's
tokenizer needs ten times as long to load this vocabulary as a question takes to answer.

To know where a piece stands in the text, a word is normalised (NFKC) piece by piece, parted where neighbours
neither join nor change places (the stable boundaries of Unicode Standard Annex 15); a character of the
outcome stands where its whole piece stood.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from ingest.embedding.e5.weights import Pieces

_SPACE = "▁"  # SentencePiece writes the space before a word as this character
_UNKNOWN_PENALTY = 10.0  # SentencePiece: an unknown character costs this much more than the rarest piece
_CACHED_WORDS = 65_536
_LONGEST_TEXT = 20_000  # characters; more than any 512 pieces of at most 16 characters cover
_FORM: Final = "NFKC"
_PIECES, _SCORES, _NUMBERS = "pieces.txt", "scores.npy", "vocabulary.json"
_MARKS = 2  # one before and one after a text

_Letter = tuple[str, int, int]  # a normalised character, and its start and end in the text


@dataclass(frozen=True, slots=True)
class TokenSpans:
    """The pieces of a text: their numbers, and the start and end of each in the text, in characters.

    A piece of white space alone is as wide as nothing and stands at the word behind it.
    """

    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class UnigramTokenizer:
    """A vocabulary of pieces with log probabilities, in the order of their numbers."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], *, unknown: int) -> None:
        self._numbers = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))
        self._cut = lru_cache(_CACHED_WORDS)(self._best_cut)

    def encode(self, text: str, limit: int) -> list[int]:
        """The numbers of the text's first `limit` pieces; white space is folded, characters are NFKC."""
        folded = " ".join(text.replace(_SPACE, " ").split())[:_LONGEST_TEXT]
        numbers: list[int] = []
        for word in unicodedata.normalize(_FORM, folded).split():
            numbers += self._cut(_SPACE + word)[0]
            if len(numbers) >= limit:
                break
        return numbers[:limit]

    def place(self, text: str) -> TokenSpans:
        """All pieces of the text, however many, with their places; the numbers are those of `encode`."""
        numbers: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for letters in _normalized_words(text):
            pieces, stops = self._cut(_SPACE + "".join(letter for letter, _, _ in letters))
            numbers += pieces
            first = 0
            for stop in stops:  # the word's first character is its second one here, behind the space
                last = max(first, stop - 1)
                starts.append(letters[first][1])
                ends.append(letters[last - 1][2] if last > first else letters[first][1])
                first = last
        return TokenSpans(tuple(numbers), tuple(starts), tuple(ends))

    def _best_cut(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The numbers of the word's pieces, and where each ends in it."""
        best = [0.0] + [-math.inf] * len(word)
        arrived: list[tuple[int, int]] = [(0, self._unknown)] * (len(word) + 1)  # (start, piece) by end
        for start in range(len(word)):
            for end, number, score in self._steps(word, start):
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    arrived[end] = (start, number)
        return self._walk_back(arrived)

    def _steps(self, word: str, start: int) -> list[tuple[int, int, float]]:
        """The pieces that begin at `start`, each with its end; an unknown character is a step of its own."""
        steps = []
        for end in range(start + 1, min(start + self._longest, len(word)) + 1):
            number = self._numbers.get(word[start:end])
            if number is not None:
                steps.append((end, number, self._scores[number]))
            elif end == start + 1:
                steps.append((end, self._unknown, self._unknown_score))
        return steps

    def _walk_back(self, arrived: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        numbers: list[int] = []
        ends: list[int] = []
        end = len(arrived) - 1
        while end > 0:
            start, number = arrived[end]
            if not (numbers and number == numbers[-1] == self._unknown):  # a run of unknowns is one piece
                numbers.append(number)
                ends.append(end)
            end = start
        return tuple(reversed(numbers)), tuple(reversed(ends))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer, the numbers of the marks around a text, and the most tokens that a text may have."""

    tokenizer: UnigramTokenizer
    begin: int
    end: int
    limit: int

    def encode(self, text: str) -> list[int]:
        """The text's tokens between its marks, cut off at the limit."""
        return [self.begin, *self.tokenizer.encode(text, self.limit - _MARKS), self.end]


def write_vocabulary(pieces: Pieces, limit: int, folder: Path) -> None:
    """Write the pieces, one a line, their scores, and the special numbers; no piece holds a line break."""
    (folder / _PIECES).write_bytes("\n".join(pieces.texts).encode())
    np.save(folder / _SCORES, np.array(pieces.scores, np.float32))
    numbers = {"unknown": pieces.unknown, "begin": pieces.begin, "end": pieces.end, "limit": limit}
    (folder / _NUMBERS).write_text(json.dumps(numbers), encoding="utf-8")


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary that `write_vocabulary` left in the folder."""
    pieces = (folder / _PIECES).read_bytes().decode().split("\n")
    scores = np.load(folder / _SCORES).tolist()
    numbers = json.loads((folder / _NUMBERS).read_text(encoding="utf-8"))
    tokenizer = UnigramTokenizer(pieces, scores, unknown=numbers["unknown"])
    return Vocabulary(tokenizer, numbers["begin"], numbers["end"], numbers["limit"])


def _normalized_words(text: str) -> Iterator[list[_Letter]]:
    """The words of the normalised text in their order, by their letters."""
    at = 0
    for word in text.replace(_SPACE, " ").split():
        # The search is from the last word's end on, so that equal words get their own places.
        at = text.index(word, at)
        if unicodedata.is_normalized(_FORM, word):
            yield [(letter, at + i, at + i + 1) for i, letter in enumerate(word)]
        else:
            yield from _split_at_spaces(_normalized_letters(word, at))
        at += len(word)


def _normalized_letters(word: str, at: int) -> Iterator[_Letter]:
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or _is_boundary(word[start:end], word[end]):
            for letter in unicodedata.normalize(_FORM, word[start:end]):
                yield letter, at + start, at + end
            start = end


def _split_at_spaces(letters: Iterator[_Letter]) -> Iterator[list[_Letter]]:
    """Normalisation makes a space and an accent of an accent that stands alone."""
    word: list[_Letter] = []
    for letter in [*letters, (" ", 0, 0)]:
        if not letter[0].isspace():
            word.append(letter)
        elif word:
            yield word
            word = []


def _is_boundary(before: str, character: str) -> bool:
    """Whether what stands before and a character neither join nor change places."""
    alone = unicodedata.normalize(_FORM, character)
    if unicodedata.combining(alone[0]):
        return False
    return unicodedata.normalize(_FORM, before + character) == unicodedata.normalize(_FORM, before) + alone
