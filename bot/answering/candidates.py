"""The pieces of the passages that could be quoted: sentences, list items, table rows, and whole lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.models import Passage
from ingest.models import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """Units of a passage that may be quoted together, and the words around them that give them their subject.

    `before` is the sentence that precedes them in the passage, or the line that introduces their list.
    """

    passage: Passage
    units: tuple[Unit, ...]
    before: str
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
    units = passage.chunk.units
    for number, run in groupby(units, key=lambda unit: unit.group):
        members = tuple(run)
        if number:
            yield from _of_group(passage, members)
    previous = ""
    for unit in units:
        if unit.group == 0:
            yield Candidate(passage, (unit,), previous, is_list=False)
        previous = words_of(passage, (unit,))


def _of_group(passage: Passage, members: tuple[Unit, ...]) -> Iterator[Candidate]:
    lead = members[0] if members[0].kind is UnitKind.SENTENCE else None
    parts = members[1:] if lead else members
    introduction = words_of(passage, (lead,)) if lead else ""
    is_table = bool(parts) and parts[0].kind is UnitKind.ROW
    if is_table and parts:
        introduction = f"{introduction} {words_of(passage, (parts[0],))}".strip()
        parts = parts[1:]
    if len(parts) > 1 or (lead and parts):
        yield Candidate(passage, members, "", is_list=True)
    for part in parts:
        yield Candidate(passage, (part,), introduction, is_list=False)
