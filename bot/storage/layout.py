"""What a file of ours holds, and how sentences about it name it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass


def _nothing(_: sqlite3.Connection) -> None:
    """Leaves a new file empty."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The kind of a file: `noun` says in the plural what it keeps ("records").

    `application_id` is SQLite's mark of a file of this kind; raise `version` with `statements`, which make
    the tables. `fill` writes what a new file begins with. `remedy` says what to do where the file at that
    place is another program's ("name another one in records.file").
    """

    noun: str
    application_id: int
    version: int
    statements: tuple[str, ...]
    remedy: str
    fill: Callable[[sqlite3.Connection], object] = _nothing
