"""A claim beside the grounds that it is to rest on: what every check of the two looks at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.verification.choosing import Chosen
from bot.verification.claim import Claim
from bot.verification.coverage import Coverage, covered
from bot.verification.grounds import Ground
from bot.verification.models import Reason
from bot.verification.names import Names, Scope
from bot.verification.reading import Reading
from bot.verification.units import Units

Fault = tuple[Reason, str]
"""Why a claim does not stand, and the words that its grounds lack."""


@dataclass(frozen=True)
class Comparison:
    """A claim and the grounds chosen for it."""

    claim: Claim
    chosen: Chosen
    units: Units
    names: Names

    @property
    def across(self) -> bool:
        """Whether a ground is in another language than the claim."""
        return self.chosen.across

    @cached_property
    def grounds(self) -> Sequence[Ground]:
        """The grounds."""
        return [self.units.grounds[i] for i in self.chosen.members]

    @cached_property
    def readings(self) -> Sequence[Reading]:
        """What each ground tells, read."""
        return [self.units.told[i] for i in self.chosen.members]

    @cached_property
    def places(self) -> Sequence[Reading]:
        """The title and headings of each ground, read."""
        return [self.units.place[i] for i in self.chosen.members]

    @cached_property
    def told(self) -> str:
        """What the grounds tell, one a line."""
        return "\n".join(ground.told for ground in self.grounds)

    @cached_property
    def scope(self) -> Scope:
        """Where the names of the claim may stand."""
        place = "\n".join(dict.fromkeys(ground.place for ground in self.grounds))
        keys = (reading.keys for reading in (*self.readings, *self.places))
        return Scope(self.told, place, frozenset().union(*keys))

    @cached_property
    def missing_names(self) -> Sequence[str]:
        """The names of the claim that its grounds do not know."""
        return self.names.missing(self.claim.text, self.scope)

    @cached_property
    def coverage(self) -> Coverage:
        """How far the words of the claim are said, but for those of names, which are compared as names."""
        words = [key for key in self.claim.reading.keys if key not in self.claim.named]
        return covered(words, [*self.readings, *self.places], self.units.lexicon)

    def said(self, keys: Collection[str], by: Collection[str]) -> set[str]:
        """Those of `keys` that the words `by` say too."""
        return self.units.lexicon.said(keys, by)
