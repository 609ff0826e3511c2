"""Lists that are only typed as such (`- x`, `1. x`, the marks of Korean papers), and tables as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.models import Block, BlockKind
from ingest.parsers.cleaning import one_line

_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•·‣◦∙○◎●□■◇◆▪▫▶▷►❍❏–])\s+(?P<rest>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,3})(?P<mark>[.)])\s+(?P<rest>\S.*)", re.DOTALL)


@dataclass
class ItemFinder:
    """Reads lines one after the other; items nest in the order in which their marks first appear.

    A number opens an item only if it is 1 or follows the one before, so that a date or an amount at the
    beginning of a line does not.
    """

    numbers: bool = True
    _open: list[tuple[int, str]] = field(default_factory=list)
    _last: dict[tuple[int, str], int] = field(default_factory=dict)

    def find(self, line: str) -> tuple[int, str] | None:
        """The item's level (1 is outermost) and its words without the mark; None if the line is no item."""
        if match := _BULLET.fullmatch(line):
            return self._level((len(match["indent"]), match["mark"])), match["rest"]
        match = _NUMBER.fullmatch(line) if self.numbers else None
        if match is None:
            return None
        key = (len(match["indent"]), "1" + match["mark"])
        number = int(match["number"])
        if number not in (1, self._last.get(key, 0) + 1):
            return None
        level = self._level(key)
        self._last[key] = number
        return level, match["rest"]

    def end(self) -> None:
        """Ends the list; the next item starts one anew."""
        self._open.clear()
        self._last.clear()

    def _level(self, key: tuple[int, str]) -> int:
        if key in self._open:
            del self._open[self._open.index(key) + 1 :]
        else:
            # At one indentation, a number behind bullets opens a new list, a bullet behind numbers nests.
            outer = key[0] - 1 if key[1].startswith("1") else key[0]
            while self._open and self._open[-1][0] > outer:
                self._open.pop()
            self._open.append(key)
        return len(self._open)


def table_block(rows: Iterable[Sequence[str]], page: int | None = None) -> Block | None:
    """The table as one row a line, all rows as long as the longest; None where no cell has text."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    filled = [row for row in cells if any(row)]
    if not filled:
        return None
    width = max(len(row) for row in filled)
    padded = [[*row, *[""] * (width - len(row))] for row in filled]
    return Block(BlockKind.TABLE, "\n".join(" | ".join(row) for row in padded), page=page)
