"""Cuts what a language model writes into sentences while it comes, a few characters at a time.

Each character is taken by itself, so the same text gives the same sentences however it is cut into pieces.
A sentence is given as soon as what follows cannot belong to it: the first character of the next one has
come, a citation mark that follows has closed, and no quotation is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.verification.markers import MARK
from ingest.chunking.sentences import sentence_spans

LONGEST = 1000
"""Characters; what is longer is no sentence, and the stream gives its beginning alone."""

# What an open quotation or bracket may hold back.
_LONGEST_OPEN = 400
_LONGEST_MARK = 60
_ENDS = re.compile(r"[.?!。？！…\n]")
_PAIRS = (("“", "”"), ("(", ")"), ("「", "」"), ("『", "』"), ("（", "）"))
# What stands before a sentence of a list and is none by itself.
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z가-힣])[.)]|[-*•·‣–—>#]+")
# The next sentence begins with a number: the full stop may stand inside a date or a decimal.
_NUMBER_OPEN = re.compile(r"\d+(?:[.,]\s?\d*)*")
_MAYBE_MARK = re.compile(r"[\[【［(（][^\]】］)）]*")
_QUOTES_THEN = re.compile(r"[\"'”’」』)\]]+\s*")


class SentenceStream:
    """The sentences of one answer; `feed` pieces as they come, then `end` once."""

    def __init__(self) -> None:
        self._held = ""
        self._skips = False

    def feed(self, piece: str) -> list[str]:
        """The sentences that are complete now, with their citation marks, as they were written."""
        return [sentence for character in piece for sentence in self._take(character)]

    def end(self) -> list[str]:
        """The sentences that are left when nothing more comes."""
        held, self._held = self._held, ""
        spans = _spans(held)
        cuts = [0, *(start for start, _ in spans[1:]), len(held)]
        return [held[start:end].strip() for start, end in pairwise(cuts) if held[start:end].strip()]

    def _take(self, character: str) -> Iterator[str]:
        if self._skips:
            self._skips = not _ENDS.match(character)
            return
        self._held += character
        if not character.isspace() and _ENDS.search(self._held, 0, len(self._held) - 1):
            yield from self._complete()
        if len(self._held) > LONGEST:
            yield self._held.strip()
            self._held, self._skips = "", True

    def _complete(self) -> Iterator[str]:
        spans = _spans(self._held)
        if len(spans) < 2:
            return
        (start, end), following = spans[0], spans[1][0]
        if not _is_settled(self._held, start, end, following):
            return
        yield self._held[:following].strip()
        self._held = self._held[following:]


def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences of `text`; its citation marks belong to none, so they stand between two of them."""
    blank = MARK.sub(lambda mark: " " * len(mark.group()), text)
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(blank, "en"):
        if spans and "\n" not in blank[spans[-1][0] : start] and _is_enumerator(blank, spans[-1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _is_enumerator(text: str, span: tuple[int, int]) -> bool:
    return _ENUMERATOR.fullmatch(text, *span) is not None


def _is_settled(text: str, start: int, end: int, following: int) -> bool:
    sentence, rest = text[start:end], text[following:]
    if len(rest) < _LONGEST_MARK and _MAYBE_MARK.fullmatch(rest):
        return False
    if _NUMBER_OPEN.fullmatch(rest) or _QUOTES_THEN.fullmatch(rest):
        return False
    ends_line = "\n" in text[start:following]
    return ends_line or len(sentence) > _LONGEST_OPEN or not _is_open(sentence)


def _is_open(sentence: str) -> bool:
    """Whether a quotation or a bracket in it has not closed yet."""
    if sentence.count('"') % 2:
        return True
    return any(sentence.count(left) > sentence.count(right) for left, right in _PAIRS)
