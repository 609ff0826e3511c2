"""What other documents have to say to quoted evidence, and what follows from it for the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.models import Evidence
from ingest.index.catalog import CatalogEntry

# Evidence with this share of another's score speaks of the question as surely.
AS_SURE = 0.75
# What another document that says the same adds to the log-odds of an answer, and how many count; by hand.
_PER_DOCUMENT = 0.5
_MOST_DOCUMENTS = 2


@dataclass(frozen=True, slots=True)
class Corroboration:
    """The evidence of other documents for what a piece says or against it, one piece each, best first.

    `agreeing` says the same; `differing` cannot be right together with it, nor with another one of these.
    """

    agreeing: tuple[Evidence, ...] = ()
    differing: tuple[Evidence, ...] = ()

    def strengthen(self, score: float, quoted: Evidence) -> float:
        """The probability `score` that the quoted piece answers, in the light of what others say.

        Each that says the same about as surely raises the log-odds, unless others say otherwise; one in the
        same words does not, since it may be copied.
        """
        count = sum(_is_independent(quoted, each) for each in self.agreeing)
        if self.differing or not count or not 0 < score < 1:
            return score
        odds = math.log(score / (1 - score)) + _PER_DOCUMENT * min(_MOST_DOCUMENTS, count)
        return 1 / (1 + math.exp(-odds))

    def beside(self, quoted: Evidence, entries: Mapping[str, CatalogEntry]) -> tuple[Evidence, ...]:
        """The quoted piece with those that differ from it, those of the newest document first."""
        if not self.differing:
            return (quoted,)
        return tuple(sorted((quoted, *self.differing), key=lambda each: -_day(each, entries)))


def cut_to(
    most: int, quoted: Sequence[Evidence], groups: Sequence[Sequence[Evidence]]
) -> tuple[Evidence, ...]:
    """The first `most` pieces, and what stands with the last of them in one of the groups."""
    end = most
    for group in groups:
        places = {each.place for each in group}
        at = [number for number, each in enumerate(quoted) if each.place in places]
        if at and at[0] < end:
            end = max(end, at[-1] + 1)
    return tuple(quoted[:end])


def _is_independent(quoted: Evidence, other: Evidence) -> bool:
    """Whether the other speaks of the question about as surely, in words of its own."""
    return other.score >= AS_SURE * quoted.score and other.quote.split() != quoted.quote.split()


def _day(evidence: Evidence, entries: Mapping[str, CatalogEntry]) -> int:
    """The day of its document as a number, 0 where that has no date."""
    date = entries[evidence.passage.chunk.document].metadata.date
    return date.toordinal() if date else 0
