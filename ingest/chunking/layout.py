"""Lays out text: a document's blocks as its stored text, and a chunk's words as it is searched.

The stored text is what every character range in Concord refers to: headings and paragraphs apart by an empty
line, the items of a list and the rows of a table on lines of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import Block, BlockKind

_BULLET = "- "
_INDENT = "  "
# How often headings count in keyword search: they name what a section is about. Measured: 3 is better than 1,
# and flat to 5.
_HEADING_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and the character range that its own words (without bullet) take in the stored text."""

    block: Block
    start: int
    end: int


def lay_out(blocks: Sequence[Block]) -> tuple[str, tuple[PlacedBlock, ...]]:
    """The stored text of `blocks`, and each block's place in it; empty blocks are left out."""
    pieces: list[str] = []
    placed: list[PlacedBlock] = []
    length = 0
    previous: Block | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        lead = _separator(previous, block) + _bullet(block)
        start = length + len(lead)
        pieces += (lead, block.text)
        length = start + len(block.text)
        placed.append(PlacedBlock(block, start, length))
        previous = block
    return "".join(pieces), tuple(placed)


def passage_text(title: str, section: Sequence[str], text: str) -> str:
    """The text that is embedded: a chunk's title and headings, then its words."""
    headings = [title, *(words for words in section if words != title)]
    path = " > ".join(words for words in headings if words)
    return f"{path}\n{text}" if path else text


def keyword_text(title: str, section: Sequence[str], text: str) -> str:
    """The text for the keyword index: a chunk's title and headings, several times, then its words."""
    headings = "\n".join(dict.fromkeys(words for words in (title, *section) if words))
    return "\n".join([*[headings] * _HEADING_WEIGHT, text]) if headings else text


def _separator(previous: Block | None, block: Block) -> str:
    if previous is None:
        return ""
    both_items = previous.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM
    return "\n" if both_items else "\n\n"


def _bullet(block: Block) -> str:
    if block.kind is not BlockKind.ITEM:
        return ""
    return _INDENT * max(0, block.level - 1) + _BULLET
