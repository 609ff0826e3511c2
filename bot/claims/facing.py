"""A single ground read the other way round: how much of it the claim says."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.text.figures import facts_in
from bot.verification.comparison import Comparison
from bot.verification.coverage import covered
from bot.verification.reading import Reader, Reading


@dataclass(frozen=True, slots=True)
class Facing:
    """A claim beside one ground, whose own words, without what introduces them, are read in `ground`."""

    compared: Comparison
    ground: Reading

    @classmethod
    def of(cls, compared: Comparison, reader: Reader) -> Facing:
        """Reads the only ground of a comparison."""
        (ground,) = reader.read([unicodedata.normalize("NFKC", compared.grounds[0].words)])
        return cls(compared, ground)

    def said_back(self, clause: tuple[int, int] | None = None) -> float:
        """How much of the words of the ground, or of one clause of it, the claim says, from 0 to 1."""
        figures = [(fact.start, fact.end) for fact in facts_in(self.ground.text)]
        bare = self.ground.without_parts().without(figures)
        keys = bare.keys if clause is None else bare.within([clause])
        return covered(keys, [self.compared.claim.reading], self.compared.units.lexicon).share
