"""Tells whether a figure or a name of a sentence belongs to something else in its evidence.

"98 tasks in three pillars and 12 areas" holds every figure of "98 tasks in 12 pillars". So the words around
each figure and name of the sentence are looked for around the same one in the evidence, and around its
rivals, the others of its sort: where a rival has clearly more of them, the sentence has swapped the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.verification.clauses import clause_spans
from bot.verification.comparison import Comparison, Fault
from bot.verification.facts import Fact, facts_in, missing_facts
from bot.verification.glossary import Glossary
from bot.verification.lexicon import Lexicon
from bot.verification.models import Reason
from bot.verification.reading import Mark, Reading, Sort

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
# How much more of the words a rival must have.
_CLEARLY, _AT_LEAST = 1.3, 0.25
_CAUTION = 1.3
_CLEARLY_NAMED, _AT_LEAST_NAMED = 1.5, 0.4


@dataclass(frozen=True, slots=True)
class Item:
    """A figure or a name, with the weights of the words around it; `sort` tells its rivals."""

    sort: str
    key: str
    fact: Fact | None
    around: dict[str, float]

    def is_same(self, other: Item) -> bool:
        """Whether both say the same."""
        if self.fact is None or other.fact is None:
            return self.key == other.key
        same = self.fact.value == other.fact.value and self.fact.unit == other.fact.unit
        return same or not missing_facts(self.fact.words, other.fact.words)


@dataclass(frozen=True, slots=True)
class Binding:
    """Compares the surroundings of figures and names."""

    lexicon: Lexicon
    glossary: Glossary

    def fault(self, compared: Comparison) -> Fault | None:
        """The check: a figure or a name of the claim that its grounds give of something else."""
        swap = self.swapped(compared.claim.reading, compared.readings, across=compared.across)
        if swap is None:
            return None
        return (Reason.NAME, swap.key) if swap.fact is None else (Reason.FIGURE, swap.fact.words)

    def swapped(self, claim: Reading, evidence: Sequence[Reading], *, across: bool) -> Item | None:
        """An item of the claim whose surroundings in the evidence are those of a rival, if there is one.

        Word order differs `across` languages, so that only figures are compared there, and with caution.
        """
        items = [item for item in self._items(claim) if item.fact is not None or not across]
        there = [item for reading in evidence for item in self._items(reading)]
        for item in items:
            if any(item.is_same(each) for each in there) and self._is_swapped(
                item, items, there, 2.0 if across else 1.0
            ):
                return item
        return None

    def _items(self, reading: Reading) -> list[Item]:
        facts = [fact for fact in facts_in(reading.text) if not fact.prose]
        words = reading.without_parts().without([(fact.start, fact.end) for fact in facts]).marks
        marks = [*words, *(Mark(f"#{fact.value}", fact.start, Sort.WORD) for fact in facts)]
        marks.sort(key=lambda mark: mark.start)
        ends = [end for _, end in clause_spans(reading.text)]
        found = [Item(fact.kind, "", fact, _around(fact.start, marks, ends)) for fact in facts]
        for mark in words:
            sort = self._sort(mark)
            if sort:
                found.append(Item(sort, mark.key, None, _around(mark.start, marks, ends)))
        return found

    def _sort(self, mark: Mark) -> str:
        """What a name's rivals are: places, bodies or people; empty for words that are no names."""
        if mark.sort is not Sort.NAME:
            return "place" if mark.sort is Sort.PLACE else ""
        names = self.glossary.also(mark.key[1:])
        if any(_BODY.search(name) for name in names):
            return "body"
        is_person = any(_PERSON_KOREAN.fullmatch(name) for name in names) and any(
            _PERSON_LATIN.fullmatch(name) and not any(word in self.lexicon.by_token for word in name.split())
            for name in names
        )
        return "person" if is_person else ""

    def _is_swapped(self, item: Item, claimed: Sequence[Item], unit: Sequence[Item], caution: float) -> bool:
        same = [each for each in unit if item.is_same(each)]
        own = max(self._affinity(item, each) for each in same)
        for rival in unit:
            if rival.sort != item.sort or item.is_same(rival):
                continue
            theirs = self._affinity(item, rival)
            if item.fact is not None:
                if theirs > (own * _CLEARLY + _AT_LEAST) * caution:
                    return True
                continue
            straight = own
            other = next((each for each in claimed if each.sort == item.sort and each.is_same(rival)), None)
            if other is not None:
                theirs += max(self._affinity(other, each) for each in same)
                straight += self._affinity(other, rival)
            if theirs > straight * _CLEARLY_NAMED + _AT_LEAST_NAMED:
                return True
        return False

    def _affinity(self, item: Item, other: Item) -> float:
        return sum(
            weight * max((other.around[each] for each in self._sayings(key, other.around)), default=0.0)
            for key, weight in item.around.items()
        )

    def _sayings(self, key: str, among: Collection[str]) -> Iterator[str]:
        if key in among:
            yield key
        elif not key.startswith(("#", "&", "@")):
            yield from (each for each in among if self.lexicon.said((key,), (each,)))


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
