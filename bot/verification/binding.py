"""Tells whether a figure or a name of a sentence belongs to something else in its evidence.

"98 tasks in three pillars and 12 areas" holds every figure of "98 tasks in 12 pillars". So the words around
each figure and name of the sentence are looked for around the same one in the evidence, and around its
rivals, the others of its type: where a rival has clearly more of them, the sentence has swapped the two.

A pair is checked the same way: "3 against and 1 abstention" holds every word of "1 against and 3
abstentions", so what the sentence puts side by side must not stand beside others of its type there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.text.figures import Fact, facts_in, missing_facts
from bot.text.glossary import Glossary
from bot.text.lexicon import Lexicon
from bot.text.names import ORGANISATION
from bot.text.negation import clause_spans
from bot.verification.analysis import AnalyzedText, Term, TermType
from bot.verification.claim import ClaimWithEvidence
from bot.verification.models import Issue, Reason
from bot.verification.wording import offices_in

WORD = "word"
_REACH = 6
# A clause that ends between two words sets them so much further apart.
_CLAUSE = 3
_PERSON_KOREAN, _PERSON_LATIN = (
    re.compile("[가-힣]{2,4}|[가-힣]+ [가-힣]{1,6}"),
    re.compile(r"[a-z]+(?: [a-z]+){1,2}"),
)
# Words with a capital in a row, as people are named whom no document names in both scripts.
_CAPITALS = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[a-z]+)?(?: [A-Z][a-z]+(?:-[a-z]+)?){1,2}(?![A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure, a name or a word, with the weights of the words around it; `type` tells its rivals.

    `place` counts the words before it, `clause` the clauses that have ended before it.
    """

    type: str
    key: str
    fact: Fact | None
    around: dict[str, float]
    place: int
    clause: int

    def is_same(self, other: Item) -> bool:
        if self.fact is None or other.fact is None:
            return self.key == other.key
        same = self.fact.value == other.fact.value and self.fact.unit == other.fact.unit
        return same or not missing_facts(self.fact.words, other.fact.words)

    def distance(self, other: Item) -> int:
        return abs(self.place - other.place) + _CLAUSE * abs(self.clause - other.clause)


@dataclass(frozen=True, slots=True)
class ItemFinder:
    """Finds items, with the names that the documents define and the words that are no names."""

    lexicon: Lexicon
    glossary: Glossary

    def items(self, reading: AnalyzedText) -> list[Item]:
        """The items of a text, in order."""
        facts = [fact for fact in facts_in(reading.text) if not fact.prose]
        words = self._words(reading.without_parts().without([(fact.start, fact.end) for fact in facts]))
        figures = {fact.start: fact for fact in facts}
        terms = [*words, *(Term(f"#{fact.value}", fact.start, TermType.WORD) for fact in facts)]
        offices = [Term(f"%{office}", start, TermType.NAME) for office, start in offices_in(reading.text)]
        taken = {term.start for term in offices}
        terms = [*offices, *(term for term in terms if term.start not in taken)]
        terms.sort(key=lambda term: term.start)
        ends = [end for _, end in clause_spans(reading.text)]
        return [
            Item(
                f"{fact.kind} {fact.unit}" if (fact := figures.get(term.start)) else self._sort(term),
                "" if fact else term.key,
                fact,
                _around(term.start, terms, ends),
                place,
                sum(end <= term.start for end in ends),
            )
            for place, term in enumerate(terms)
        ]

    def _words(self, reading: AnalyzedText) -> list[Term]:
        """The terms of a reading, those of a person whom the glossary does not know as one."""
        people = [found for found in _CAPITALS.finditer(reading.text) if self._is_free(found, reading)]
        words = reading.without([found.span() for found in people]).terms
        return [
            *words,
            *(Term("&" + found.group().casefold(), found.start(), TermType.NAME) for found in people),
        ]

    def _is_free(self, found: re.Match[str], reading: AnalyzedText) -> bool:
        """Whether capitalised words are neither of a known name nor of the ordinary language."""
        inside = [term for term in reading.terms if found.start() <= term.start < found.end()]
        return all(term.type is TermType.WORD and term.key not in self.lexicon.by_token for term in inside)

    def _sort(self, term: Term) -> str:
        """What a name's rivals are: places, bodies, people or offices; a word has none."""
        if term.key.startswith("%"):
            return "office"
        if term.type is not TermType.NAME:
            return "place" if term.type is TermType.PLACE else WORD
        names = self.glossary.also(term.key[1:])
        if not names:
            return "person"
        if any(ORGANISATION.search(name) for name in names):
            return "body"
        is_person = any(_PERSON_KOREAN.fullmatch(name) for name in names) and any(
            _PERSON_LATIN.fullmatch(name) and not any(word in self.lexicon.by_token for word in name.split())
            for name in names
        )
        return "person" if is_person else WORD


def _around(place: int, terms: Sequence[Term], ends: Sequence[int]) -> dict[str, float]:
    """The keys near `place`, each with the inverse of its distance in words."""
    before = [term for term in terms if term.start < place][-_REACH:]
    after = [term for term in terms if term.start > place][:_REACH]
    around: dict[str, float] = {}
    for side in (before[::-1], after):
        for steps, term in enumerate(side, 1):
            low, high = sorted((term.start, place))
            distance = steps + _CLAUSE * sum(low < end <= high for end in ends)
            if distance <= _REACH:
                around[term.key] = max(around.get(term.key, 0.0), 1 / distance)
    return around


# What stands further apart, in words, is no pair.
_PAIR_REACH = 4

Same = Callable[[Item, Item], bool]


def find_crossed_pair(claim: Sequence[Item], evidence: Sequence[Sequence[Item]], same: Same) -> Item | None:
    """An item of the claim that each text of the evidence which has it pairs with another, if there is one.

    `same` tells whether an item of the claim is one of the evidence. A figure is paired with words and names,
    a name with names of another type only: which word it is nearest to depends on the order of words.
    """
    for one, other in _pairs(claim):
        if any(_are_crossed(one, other, text, same) for text in evidence) and not any(
            _together(one, other, text, same) for text in evidence
        ):
            return one
    return None


def _pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Each two items that stand nearest to each other of their sorts."""
    for one in items:
        for other in items:
            may_pair = one.fact is not None or WORD not in {one.type, other.type}
            if may_pair and one.type not in {WORD, other.type} and _are_paired(one, other, items):
                yield one, other


def _together(one: Item, other: Item, text: Sequence[Item], same: Same) -> bool:
    ones, others = _like(one, text, same), _like(other, text, same)
    return any(_is_nearest(a, b, text) or _is_nearest(b, a, text) for a in ones for b in others)


def _are_crossed(one: Item, other: Item, text: Sequence[Item], same: Same) -> bool:
    """Whether a text pairs both items, each with another one of the type of the other."""
    ones, others = _like(one, text, same), _like(other, text, same)
    return any(_has_another(each, others, other.type, text) for each in ones) and any(
        _has_another(each, ones, one.type, text) for each in others
    )


def _like(item: Item, text: Sequence[Item], same: Same) -> list[Item]:
    return [each for each in text if each.type == item.type and same(item, each)]


def _has_another(item: Item, these: Sequence[Item], item_type: str, text: Sequence[Item]) -> bool:
    """Whether a text pairs an item with one of a type that is none of `these`."""
    return any(
        each.type == item_type and each not in these and _are_paired(item, each, text) for each in text
    )


def _are_paired(one: Item, other: Item, text: Sequence[Item]) -> bool:
    """Whether no item of its type is nearer to the one than the other, and the other way round."""
    return _is_nearest(one, other, text) and _is_nearest(other, one, text)


def _is_nearest(one: Item, other: Item, text: Sequence[Item]) -> bool:
    """Whether nothing of its type is nearer to the one than the other."""
    return one.distance(other) <= min(_nearest(one, other.type, text), _PAIR_REACH)


def _nearest(item: Item, item_type: str, text: Sequence[Item]) -> int:
    apart = (item.distance(each) for each in text if each.type == item_type and each is not item)
    return min(apart, default=_PAIR_REACH)


# How much more of the words a rival must have: as a factor, and beyond it.
_CLEARLY, _CLEARLY_NAMED = (1.3, 0.25), (1.5, 0.4)
# Word order differs across languages, so a figure's rival that the claim does not name must have the more.
_CAUTION = 2.0


@dataclass(frozen=True, slots=True)
class BindingGuard:
    """Compares the surroundings of figures and names."""

    lexicon: Lexicon
    item_finder: ItemFinder

    def find_issue(self, compared: ClaimWithEvidence) -> Issue | None:
        """The check: a figure or a name of the claim that its units give of something else."""
        swap = self.swapped(compared.claim.analyzed, compared.texts, cross_lingual=compared.cross_lingual)
        if swap is None:
            return None
        return (Reason.NAME, swap.key) if swap.fact is None else (Reason.FIGURE, swap.fact.words)

    def swapped(
        self, claim: AnalyzedText, evidence: Sequence[AnalyzedText], *, cross_lingual: bool
    ) -> Item | None:
        """An item of the claim whose surroundings in the evidence are those of a rival, if there is one.

        Word order differs between languages: there a name is compared only with one of the claim.
        """
        every = self.item_finder.items(claim)
        texts = [self.item_finder.items(reading) for reading in evidence]
        items = [item for item in every if item.type != WORD]
        for text in texts:
            for item in items:
                same = [each for each in text if item.is_same(each)]
                rivals = [each for each in text if each.type == item.type and not item.is_same(each)]
                if same and any(
                    self._is_for(rival, item, same, items, cross_lingual=cross_lingual) for rival in rivals
                ):
                    return item
        telling = [item for item in every if item.type != WORD or item.key not in self.lexicon.general]
        return find_crossed_pair(telling, texts, self._is_same)

    def _is_same(self, item: Item, other: Item) -> bool:
        if item.type != WORD:
            return item.is_same(other)
        return item.key == other.key or bool(self.lexicon.find_expressed((item.key,), (other.key,)))

    def _is_for(
        self, rival: Item, item: Item, same: Sequence[Item], claimed: Sequence[Item], *, cross_lingual: bool
    ) -> bool:
        """Whether the claim says of `item` what the evidence, with `same` for it, says of its rival."""
        theirs, straight = self._affinity(item, rival), max(self._affinity(item, each) for each in same)
        other = next((each for each in claimed if each.type == item.type and each.is_same(rival)), None)
        if other is not None:
            theirs += max(self._affinity(other, each) for each in same)
            straight += self._affinity(other, rival)
        elif cross_lingual and item.fact is None:
            return False
        elif cross_lingual:
            theirs /= _CAUTION
        factor, beyond = _CLEARLY_NAMED if item.fact is None else _CLEARLY
        return theirs > straight * factor + beyond

    def _affinity(self, item: Item, other: Item) -> float:
        return sum(
            weight * max((other.around[each] for each in self._sayings(key, other.around)), default=0.0)
            for key, weight in item.around.items()
        )

    def _sayings(self, key: str, among: Collection[str]) -> Iterator[str]:
        if key in among:
            yield key
        elif not key.startswith(("#", "&", "@")):
            yield from (each for each in among if self.lexicon.find_expressed((key,), (each,)))
