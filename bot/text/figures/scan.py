"""Finds the facts of a text: what is read first hides its words from what is read after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from bot.text.figures.dates import bare_years_in, dates_in, times_in
from bot.text.figures.fact import Bound, Fact, Kind
from bot.text.figures.folding import fold, mask
from bot.text.figures.labels import ordinals_in, sections_in
from bot.text.figures.measures import measures_in
from bot.text.figures.numbered_names import numbered_names_in

_RANGE = re.compile(
    r"\s?(?:년|\([월화수목금토일A-Za-z]+\))?\s?(?:[-–~]|to|until|till|through|부터|에서)\s?(?:the\s)?"
)
_ENUMERATOR = re.compile(r"(?:^|(?<=\n))[ \t>]*(?:[-*•] )?\(?\d{1,2}[.)]\s")


class _Scan:
    """A folded text, the facts found in it so far, and what of it is still unread."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded = fold(text)
        self.unread = self.folded.text
        self.facts: list[Fact] = []

    def run(self, step: Callable[[str], Iterable[Fact]]) -> None:
        """Adds what a step finds in the unread text and hides it from the next."""
        for fact in sorted(step(self.unread), key=lambda fact: fact.start):
            if "\x01" in self.unread[fact.start : fact.end]:
                continue
            self.facts.append(fact)
            self.unread = mask(self.unread, fact.start, fact.end)

    def in_order(self) -> tuple[Fact, ...]:
        """The facts from left to right, at their places in the original text."""
        facts = sorted(self.facts, key=lambda fact: fact.start)
        return tuple(self._placed(fact) for fact in _ranged(self.folded.text, facts))

    def _placed(self, fact: Fact) -> Fact:
        start = self.folded.places[fact.start]
        end = self.folded.places[fact.end - 1] + 1 if fact.end > fact.start else start
        return replace(fact, words=self.original[start:end], start=start, end=end)


@lru_cache(maxsize=256)
def read_facts(text: str) -> tuple[Fact, ...]:
    """The facts of a text with the small numbers of its prose, in order, never overlapping.

    Kept for the last texts, because one passage is the evidence of several sentences.
    """
    scan = _Scan(text)
    for step in (dates_in, times_in, numbered_names_in, sections_in, ordinals_in, bare_years_in):
        scan.run(step)
    scan.unread = _ENUMERATOR.sub(lambda match: "\x01" * len(match.group()), scan.unread)
    scan.run(lambda unread: measures_in(scan.folded.text, unread))
    return scan.in_order()


def facts_in(text: str) -> tuple[Fact, ...]:
    """The facts of a text from left to right; none overlap."""
    return tuple(fact for fact in read_facts(text) if not fact.prose)


def _ranged(text: str, facts: list[Fact]) -> list[Fact]:
    """Gives the ends of a range of dates their bounds: "2024-2029" is from 2024 until 2029."""
    for place in range(1, len(facts)):
        first, second = facts[place - 1], facts[place]
        if first.kind is second.kind is Kind.DATE and _RANGE.fullmatch(text, first.end, second.start):
            facts[place - 1] = replace(first, bounds=first.bounds | {Bound.FROM})
            facts[place] = replace(second, bounds=second.bounds | {Bound.UNTIL})
    return facts
