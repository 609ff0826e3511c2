"""The pieces of the passages that could be quoted: sentences, list items, table rows, and whole lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.models import Passage
from ingest.models import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """Units of a passage that may be quoted together.

    `lead` is what an item or a row needs to be understood: the line that introduces it, a table's header.
    """

    passage: Passage
    units: tuple[Unit, ...]
    lead: str
    is_list: bool

    @property
    def words(self) -> str:
        """What would be quoted."""
        return words_of(self.passage, self.units)


def words_of(passage: Passage, units: Sequence[Unit]) -> str:
    """The stored text from the first unit to the last."""
    offset = passage.chunk.start
    return passage.chunk.text[units[0].start - offset : units[-1].end - offset]


def candidates_of(passages: Sequence[Passage]) -> list[Candidate]:
    """Every candidate of the passages, in reading order."""
    return [candidate for passage in passages for candidate in _of(passage)]


def _of(passage: Passage) -> Iterator[Candidate]:
    for number, run in groupby(passage.chunk.units, key=lambda unit: unit.group):
        members = tuple(run)
        if number:
            yield from _of_group(passage, members)
        else:
            yield from (Candidate(passage, (unit,), "", is_list=False) for unit in members)


def _of_group(passage: Passage, members: tuple[Unit, ...]) -> Iterator[Candidate]:
    """The whole list or table, the line that introduces it, and its parts (of a table not the header)."""
    heads = 1 if members[0].kind is UnitKind.SENTENCE else 0
    if heads:
        yield Candidate(passage, members[:1], "", is_list=False)
    if members[-1].kind is UnitKind.ROW and len(members) > heads + 1:
        heads += 1
    if len(members) > 1:
        yield Candidate(passage, members, "", is_list=True)
    lead = " ".join(words_of(passage, (unit,)) for unit in members[:heads])
    yield from (Candidate(passage, (part,), lead, is_list=False) for part in members[heads:])
