"""Splits text into the pieces of a SentencePiece unigram vocabulary (Kudo 2018, arXiv:1804.10959).

Of all ways to cut a word into pieces, the one with the highest sum of log probabilities wins (Viterbi).
Words are cut on their own, so each is cut once and remembered. It is written out here because a library's
tokenizer needs ten times as long to load this vocabulary as a question takes to answer.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.embedding.folding import folded_words

_SPACE = "▁"  # SentencePiece writes the space before a word as this character
_UNKNOWN_PENALTY = 10.0  # SentencePiece: an unknown character costs this much more than the rarest piece
_REMEMBERED_WORDS = 65_536
_LONGEST_TEXT = 20_000  # characters; more than any 512 pieces of at most 16 characters cover


@dataclass(frozen=True, slots=True)
class Placed:
    """The pieces of a text: their numbers, and where each starts and ends in the text, in characters.

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
        self._cut = lru_cache(_REMEMBERED_WORDS)(self._best_cut)

    def encode(self, text: str, limit: int) -> list[int]:
        """The numbers of the text's first `limit` pieces; white space is folded, characters are NFKC."""
        folded = " ".join(text.replace(_SPACE, " ").split())[:_LONGEST_TEXT]
        numbers: list[int] = []
        for word in unicodedata.normalize("NFKC", folded).split():
            numbers += self._cut(_SPACE + word)[0]
            if len(numbers) >= limit:
                break
        return numbers[:limit]

    def place(self, text: str) -> Placed:
        """All pieces of the text, however many, with their places; the numbers are those of `encode`."""
        numbers: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for word in folded_words(text, _SPACE):
            pieces, stops = self._cut(_SPACE + word.text)
            numbers += pieces
            first = 0
            for stop in stops:  # the word's first character is its second one here, behind the space
                last = max(first, stop - 1)
                starts.append(word.starts[first])
                ends.append(word.ends[last - 1] if last > first else word.starts[first])
                first = last
        return Placed(tuple(numbers), tuple(starts), tuple(ends))

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
