"""Puts what goes wrong with a file of SQLite into words, named by the remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.storage.layout import Layout
from ingest.errors import ConcordError, ConfigurationError, StorageFullError, UnavailableError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}
_SCHEMA = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}
_PRIMARY_CODE = 0xFF  # an extended result code keeps the primary one in its lowest byte


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, so that it is no use to try again."""
    return _code(error) in _DAMAGED


def plain_error(error: sqlite3.Error, path: Path, layout: Layout) -> ConcordError:
    """The error to raise in place of SQLite's."""
    if _code(error) in _UNWRITABLE:
        return unwritable(path, layout)
    if _code(error) in _SCHEMA:
        return ConfigurationError(f"{path} is no file of {layout.noun}; {layout.remedy}.")
    return UnavailableError(f"The {layout.noun} {path} are in use or do not answer; try again in a moment.")


def unwritable(path: Path, layout: Layout) -> StorageFullError:
    """That the file cannot be written."""
    return StorageFullError(
        f"The {layout.noun} {path} cannot be written; free some space on its disk, or see to its permissions."
    )


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
