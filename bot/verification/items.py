"""Finds the figures, the names and the words of a text, each with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.figures import Fact, facts_in, missing_facts
from bot.text.glossary import Glossary
from bot.verification.clauses import clause_spans
from bot.verification.lexicon import Lexicon
from bot.verification.offices import offices_in
from bot.verification.reading import Mark, Reading, Sort

WORD = "word"
_REACH = 6
# A clause that ends between two words sets them so much further apart.
_CLAUSE = 3
_BODY = re.compile(
    r"\b(?:ministry|agency|institute|authority|corporation|commission|committee|foundation|university|school"
    r"|association|bank|office)\b|[부청처원]$|위원회$"
)
_PERSON_KOREAN, _PERSON_LATIN = (
    re.compile("[가-힣]{2,4}|[가-힣]+ [가-힣]{1,6}"),
    re.compile(r"[a-z]+(?: [a-z]+){1,2}"),
)
# Words with a capital in a row, as people are named whom no document names in both scripts.
_CAPITALS = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[a-z]+)?(?: [A-Z][a-z]+(?:-[a-z]+)?){1,2}(?![A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure, a name or a word, with the weights of the words around it; `sort` tells its rivals.

    `place` counts the words before it, `clause` the clauses that have ended before it.
    """

    sort: str
    key: str
    fact: Fact | None
    around: dict[str, float]
    place: int
    clause: int

    def is_same(self, other: Item) -> bool:
        """Whether both say the same."""
        if self.fact is None or other.fact is None:
            return self.key == other.key
        same = self.fact.value == other.fact.value and self.fact.unit == other.fact.unit
        return same or not missing_facts(self.fact.words, other.fact.words)

    def distance(self, other: Item) -> int:
        """How far apart two items of one text are, in words."""
        return abs(self.place - other.place) + _CLAUSE * abs(self.clause - other.clause)


@dataclass(frozen=True, slots=True)
class Itemiser:
    """Finds items, with the names that the documents define and the words that are no names."""

    lexicon: Lexicon
    glossary: Glossary

    def items(self, reading: Reading) -> list[Item]:
        """The items of a text, in order."""
        facts = [fact for fact in facts_in(reading.text) if not fact.prose]
        words = self._words(reading.without_parts().without([(fact.start, fact.end) for fact in facts]))
        figures = {fact.start: fact for fact in facts}
        marks = [*words, *(Mark(f"#{fact.value}", fact.start, Sort.WORD) for fact in facts)]
        offices = [Mark(f"%{office}", start, Sort.NAME) for office, start in offices_in(reading.text)]
        taken = {mark.start for mark in offices}
        marks = [*offices, *(mark for mark in marks if mark.start not in taken)]
        marks.sort(key=lambda mark: mark.start)
        ends = [end for _, end in clause_spans(reading.text)]
        return [
            Item(
                f"{fact.kind} {fact.unit}" if (fact := figures.get(mark.start)) else self._sort(mark),
                "" if fact else mark.key,
                fact,
                _around(mark.start, marks, ends),
                place,
                sum(end <= mark.start for end in ends),
            )
            for place, mark in enumerate(marks)
        ]

    def _words(self, reading: Reading) -> list[Mark]:
        """The marks of a reading, those of a person whom the glossary does not know as one."""
        people = [found for found in _CAPITALS.finditer(reading.text) if self._is_free(found, reading)]
        words = reading.without([found.span() for found in people]).marks
        return [*words, *(Mark("&" + found.group().casefold(), found.start(), Sort.NAME) for found in people)]

    def _is_free(self, found: re.Match[str], reading: Reading) -> bool:
        """Whether capitalised words are neither of a known name nor of the ordinary language."""
        inside = [mark for mark in reading.marks if found.start() <= mark.start < found.end()]
        return all(mark.sort is Sort.WORD and mark.key not in self.lexicon.by_token for mark in inside)

    def _sort(self, mark: Mark) -> str:
        """What a name's rivals are: places, bodies, people or offices; a word has none."""
        if mark.key.startswith("%"):
            return "office"
        if mark.sort is not Sort.NAME:
            return "place" if mark.sort is Sort.PLACE else WORD
        names = self.glossary.also(mark.key[1:])
        if not names:
            return "person"
        if any(_BODY.search(name) for name in names):
            return "body"
        is_person = any(_PERSON_KOREAN.fullmatch(name) for name in names) and any(
            _PERSON_LATIN.fullmatch(name) and not any(word in self.lexicon.by_token for word in name.split())
            for name in names
        )
        return "person" if is_person else WORD


def _around(place: int, marks: Sequence[Mark], ends: Sequence[int]) -> dict[str, float]:
    """The keys near `place`, each with the inverse of its distance in words."""
    before = [mark for mark in marks if mark.start < place][-_REACH:]
    after = [mark for mark in marks if mark.start > place][:_REACH]
    around: dict[str, float] = {}
    for side in (before[::-1], after):
        for steps, mark in enumerate(side, 1):
            low, high = sorted((mark.start, place))
            distance = steps + _CLAUSE * sum(low < end <= high for end in ends)
            if distance <= _REACH:
                around[mark.key] = max(around.get(mark.key, 0.0), 1 / distance)
    return around
