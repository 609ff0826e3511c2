"""Puts what goes wrong with the file of the records into words, named by the remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.errors import FixTheSetting, FreeSomeSpace, IngestError, TryAgain

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


def plain_error(error: sqlite3.Error, path: Path) -> IngestError:
    """The error to raise in place of SQLite's."""
    if _code(error) in _UNWRITABLE:
        return unwritable(path)
    if _code(error) in _SCHEMA:
        return FixTheSetting(f"{path} is no file of records; name another one in records.file.")
    return TryAgain(f"The records {path} are in use or do not answer; try again in a moment.")


def unwritable(path: Path) -> FreeSomeSpace:
    """That the file cannot be written."""
    return FreeSomeSpace(
        f"The records {path} cannot be written; free some space on its disk, or see to its permissions."
    )


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
