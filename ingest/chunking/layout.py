"""Lays a document's blocks out as its stored text and remembers where each block stands.

The stored text is what every character range in Concord refers to: headings and paragraphs apart by an empty
line, the items of a list and the rows of a table on lines of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import Block, BlockKind

_BULLET = "- "
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the character range that its own words (without bullet) take in the stored text."""

    block: Block
    start: int
    end: int


def lay_out(blocks: Sequence[Block]) -> tuple[str, tuple[Placed, ...]]:
    """The stored text of `blocks`, and each block's place in it; empty blocks are left out."""
    pieces: list[str] = []
    placed: list[Placed] = []
    length = 0
    previous: Block | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        lead = _separator(previous, block) + _bullet(block)
        start = length + len(lead)
        pieces += (lead, block.text)
        length = start + len(block.text)
        placed.append(Placed(block, start, length))
        previous = block
    return "".join(pieces), tuple(placed)


def _separator(previous: Block | None, block: Block) -> str:
    if previous is None:
        return ""
    both_items = previous.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM
    return "\n" if both_items else "\n\n"


def _bullet(block: Block) -> str:
    if block.kind is not BlockKind.ITEM:
        return ""
    return _INDENT * max(0, block.level - 1) + _BULLET
