"""Candidate answers in the passages: sentences, list items, table rows and whole lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.models import Passage
from ingest.models import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """Adjacent units of a passage that may be quoted together.

    `lead` introduces an item or row: the line before the list, or the table's header.
    """

    passage: Passage
    units: tuple[Unit, ...]
    lead: str
    is_list: bool

    @property
    def text(self) -> str:
        """The text that would be quoted."""
        return text_of_units(self.passage, self.units)


def text_of_units(passage: Passage, units: Sequence[Unit]) -> str:
    """The stored text from the first unit to the last."""
    offset = passage.chunk.start
    return passage.chunk.text[units[0].start - offset : units[-1].end - offset]


def extract_candidates(passages: Sequence[Passage]) -> list[Candidate]:
    """All candidates of the passages, in reading order."""
    return [candidate for passage in passages for candidate in _candidates_of(passage)]


def _candidates_of(passage: Passage) -> Iterator[Candidate]:
    for number, run in groupby(passage.chunk.units, key=lambda unit: unit.group):
        members = tuple(run)
        if number:
            yield from _candidates_of_group(passage, members)
        else:
            yield from (Candidate(passage, (unit,), "", is_list=False) for unit in members)


def _candidates_of_group(passage: Passage, members: tuple[Unit, ...]) -> Iterator[Candidate]:
    """The lead-in line, the whole list or table, and its items or rows (not a table's header)."""
    heads = 1 if members[0].kind is UnitKind.SENTENCE else 0
    if heads:
        yield Candidate(passage, members[:1], "", is_list=False)
    if members[-1].kind is UnitKind.ROW and len(members) > heads + 1:
        heads += 1
    if len(members) > 1:
        yield Candidate(passage, members, "", is_list=True)
    lead = " ".join(text_of_units(passage, (unit,)) for unit in members[:heads])
    yield from (Candidate(passage, (unit,), lead, is_list=False) for unit in members[heads:])
