"""Tells whether a figure or a name of a sentence belongs to something else in its evidence.

"98 tasks in three pillars and 12 areas" holds every figure of "98 tasks in 12 pillars". So the words around
each figure and name of the sentence are looked for around the same one in the evidence, and around its
rivals, the others of its sort: where a rival has clearly more of them, the sentence has swapped the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.verification.comparison import Comparison, Fault
from bot.verification.items import WORD, Item, Itemiser
from bot.verification.lexicon import Lexicon
from bot.verification.models import Reason
from bot.verification.pairing import crossed
from bot.verification.reading import Reading

# How much more of the words a rival must have: as a factor, and beyond it.
_CLEARLY, _CLEARLY_NAMED = (1.3, 0.25), (1.5, 0.4)
# Word order differs across languages, so a figure's rival that the claim does not name must have the more.
_CAUTION = 2.0


@dataclass(frozen=True, slots=True)
class Binding:
    """Compares the surroundings of figures and names."""

    lexicon: Lexicon
    itemiser: Itemiser

    def fault(self, compared: Comparison) -> Fault | None:
        """The check: a figure or a name of the claim that its grounds give of something else."""
        swap = self.swapped(compared.claim.reading, compared.readings, across=compared.across)
        if swap is None:
            return None
        return (Reason.NAME, swap.key) if swap.fact is None else (Reason.FIGURE, swap.fact.words)

    def swapped(self, claim: Reading, evidence: Sequence[Reading], *, across: bool) -> Item | None:
        """An item of the claim whose surroundings in the evidence are those of a rival, if there is one.

        Word order differs `across` languages, so that a name is compared there only with one that the claim
        names too.
        """
        every = self.itemiser.items(claim)
        texts = [self.itemiser.items(reading) for reading in evidence]
        items = [item for item in every if item.sort != WORD]
        for text in texts:
            for item in items:
                same = [each for each in text if item.is_same(each)]
                rivals = [each for each in text if each.sort == item.sort and not item.is_same(each)]
                if same and any(self._is_for(rival, item, same, items, across=across) for rival in rivals):
                    return item
        telling = [item for item in every if item.sort != WORD or item.key not in self.lexicon.general]
        return crossed(telling, texts, self._is_same)

    def _is_same(self, item: Item, other: Item) -> bool:
        if item.sort != WORD:
            return item.is_same(other)
        return item.key == other.key or bool(self.lexicon.said((item.key,), (other.key,)))

    def _is_for(
        self, rival: Item, item: Item, same: Sequence[Item], claimed: Sequence[Item], *, across: bool
    ) -> bool:
        """Whether the claim says of `item` what the evidence, with `same` for it, says of its rival."""
        theirs, straight = self._affinity(item, rival), max(self._affinity(item, each) for each in same)
        other = next((each for each in claimed if each.sort == item.sort and each.is_same(rival)), None)
        if other is not None:
            theirs += max(self._affinity(other, each) for each in same)
            straight += self._affinity(other, rival)
        elif across and item.fact is None:
            return False
        elif across:
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
            yield from (each for each in among if self.lexicon.said((key,), (each,)))
