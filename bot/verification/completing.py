"""Adds to the grounds of a claim those that bear the figures and names which they lack, where they may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.figures import Fact, facts_in, missing_facts
from bot.verification.choosing import Choice, Chosen
from bot.verification.comparison import Comparison
from bot.verification.names import Names
from bot.verification.units import Units

# How many further grounds may be fetched for figures that the first ones do not have.
_FETCHED = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """A figure or a name of the claim that the grounds have not."""

    place: int
    words: str
    is_fact: bool


@dataclass(frozen=True, slots=True)
class Completing:
    """Completes sets of grounds for one claim."""

    choice: Choice
    units: Units
    names: Names

    def completed(self, chosen: Chosen) -> Comparison:
        """The claim beside the set and the grounds of what it lacks, where those are about the same."""
        for _ in range(_FETCHED):
            compared = self._compared(chosen)
            lost = next(self._lost(compared), None)
            bearer = None if lost is None else self._bearer(chosen, lost)
            if bearer is None or bearer in chosen.members:
                return compared
            chosen = self.choice.chosen([*chosen.members, bearer])
        return self._compared(chosen)

    def _compared(self, chosen: Chosen) -> Comparison:
        return Comparison(self.choice.claim, chosen, self.units, self.names)

    def _bearer(self, chosen: Chosen, lost: Lost) -> int | None:
        def has(number: int) -> bool:
            alone = self._compared(self.choice.chosen([number]))
            return all(lost.words != each.words for each in self._lost(alone))

        members = chosen.members
        if lost.is_fact:
            rivals = self.choice.figure_rivals(lost.place, members)
        else:
            rivals = [i for i in members if self._names_others(i)]
        return self.choice.bearer(lost.place, members, rivals, has)

    def _names_others(self, member: int) -> bool:
        """Whether a ground speaks of somebody or something by name that the claim does not name."""
        reading, words = self.units.told[member], self.units.grounds[member].words
        offset = len(reading.text) - len(words)
        spans = [(start + offset, end + offset) for start, end in self.names.spans(reading.text[offset:])]
        facts = [(fact.start, fact.end) for fact in facts_in(reading.text)]
        named = set(reading.without_parts().without(facts).within(spans))
        return bool(named - set(self.choice.claim.reading.keys))

    def _lost(self, compared: Comparison) -> Iterator[Lost]:
        """The figures and names that the grounds have not, figures first."""
        for fact in figures_missing(compared):
            yield Lost(fact.start, fact.words, is_fact=True)
        text = compared.claim.text
        for name in compared.missing_names:
            yield Lost(max(0, text.find(name)), name, is_fact=False)


def figures_missing(compared: Comparison) -> list[Fact]:
    """The figures that the grounds do not hold; "one" as an article ("one of them") is none."""
    missing = missing_facts(compared.claim.text, compared.told)
    return [fact for fact in missing if not (fact.prose and fact.value == 1)]
