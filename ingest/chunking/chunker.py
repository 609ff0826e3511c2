"""Cuts a laid-out document into chunks that follow its structure.

A chunk never leaves its section or its page. Within a section, whole sentences are packed up to `max_chars`;
a list stays together with the line that introduces it, and a table with its header, however long, save that
a list of over `_LIST_FACTOR` chunks' length is parted between two items. A single sentence or table that is
longer than `max_chars` makes a chunk of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.chunking.layout import PlacedBlock
from ingest.chunking.sentences import sentence_spans
from ingest.models import BlockKind, Chunk, Unit, UnitKind

CHUNKER_VERSION = "1"
_LIST_FACTOR = 16


@dataclass(frozen=True, slots=True)
class _Atom:
    """Units that stay in one chunk."""

    units: tuple[Unit, ...]

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    page: int | None
    blocks: tuple[PlacedBlock, ...]


def cut_chunks(
    document: str, text: str, placed: Sequence[PlacedBlock], *, language: str, max_chars: int
) -> tuple[Chunk, ...]:
    """The chunks of the document with the id `document`, in reading order; `max_chars` is in characters."""
    chunks: list[Chunk] = []
    for section in _sections(placed):
        for atoms in _packed(_atoms(section.blocks, text, language, max_chars), max_chars):
            units = tuple(unit for atom in atoms for unit in atom.units)
            start, end = atoms[0].start, atoms[-1].end
            chunks.append(
                Chunk(document, len(chunks), section.path, section.page, start, end, text[start:end], units)
            )
    return tuple(chunks)


def _sections(placed: Sequence[PlacedBlock]) -> Iterator[_Section]:
    """Runs of blocks below one heading and on one page; of a document of headings alone, the headings."""
    if all(item.block.kind is BlockKind.HEADING for item in placed):
        yield from (_Section((), item.block.page, (item,)) for item in placed)
        return
    path: list[tuple[int, str]] = []
    for (is_heading, page), run in groupby(placed, key=_kind_and_page):
        blocks = tuple(run)
        if is_heading:
            for heading in blocks:
                path = [(level, words) for level, words in path if level < heading.block.level]
                path.append((heading.block.level, " ".join(heading.block.text.split())))
        else:
            yield _Section(tuple(words for _, words in path), page, blocks)


def _kind_and_page(placed: PlacedBlock) -> tuple[bool, int | None]:
    is_heading = placed.block.kind is BlockKind.HEADING
    return is_heading, None if is_heading else placed.block.page


def _atoms(blocks: Sequence[PlacedBlock], text: str, language: str, max_chars: int) -> list[_Atom]:
    atoms: list[_Atom] = []
    groups = 0
    for kind, run in groupby(blocks, key=lambda placed: placed.block.kind):
        members = tuple(run)
        if kind is BlockKind.ITEM:
            groups += 1
            units = [u for member in members for u in _units(member, text, language, UnitKind.ITEM, groups)]
            atoms += _bounded_list(_with_lead(atoms, units, groups), max_chars)
        elif kind is BlockKind.TABLE:
            for table in members:
                groups += 1
                atoms.append(_with_lead(atoms, _rows(table, text, groups), groups))
        else:
            units = [u for member in members for u in _units(member, text, language, UnitKind.SENTENCE, 0)]
            atoms += [_Atom((unit,)) for unit in units]
    return atoms


def _units(placed: PlacedBlock, text: str, language: str, kind: UnitKind, group: int) -> list[Unit]:
    words = text[placed.start : placed.end]
    return [
        Unit(kind, placed.start + start, placed.start + end, group)
        for start, end in sentence_spans(words, language)
    ]


def _rows(placed: PlacedBlock, text: str, group: int) -> list[Unit]:
    units, start = [], placed.start
    for row in text[placed.start : placed.end].split("\n"):
        if row.strip():
            units.append(Unit(UnitKind.ROW, start, start + len(row), group))
        start += len(row) + 1
    return units


def _with_lead(before: list[_Atom], units: Sequence[Unit], group: int) -> _Atom:
    """Takes the sentence that stands before a list or table out of `before` and joins it to them."""
    if not before or before[-1].units[-1].group:
        return _Atom(tuple(units))
    lead = replace(before.pop().units[-1], group=group)
    return _Atom((lead, *units))


def _bounded_list(atom: _Atom, max_chars: int) -> Iterable[_Atom]:
    if atom.end - atom.start <= _LIST_FACTOR * max_chars:
        return [atom]
    first, *rest = atom.units
    if not rest or first.group != rest[0].group or first.kind is UnitKind.ITEM:
        return [_Atom((unit,)) for unit in atom.units]
    return [_Atom((first, rest[0])), *(_Atom((unit,)) for unit in rest[1:])]


def _packed(atoms: Sequence[_Atom], max_chars: int) -> Iterator[list[_Atom]]:
    held: list[_Atom] = []
    for atom in atoms:
        if held and atom.end - held[0].start > max_chars:
            yield held
            held = []
        held.append(atom)
    if held:
        yield held
