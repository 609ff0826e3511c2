"""Writes a table as the text of one block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.models import Block, BlockKind
from ingest.parsers.cleaning import one_line

SEPARATOR = " | "


def table_block(rows: Iterable[Sequence[str]], page: int | None = None) -> Block | None:
    """The table as one row a line, all rows as long as the longest; None where no cell has text."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    filled = [row for row in cells if any(row)]
    if not filled:
        return None
    width = max(len(row) for row in filled)
    padded = [[*row, *[""] * (width - len(row))] for row in filled]
    return Block(BlockKind.TABLE, "\n".join(SEPARATOR.join(row) for row in padded), page=page)
