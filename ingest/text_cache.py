"""A cache of what was computed from texts, in one SQLite file, keyed by an identity and the text's SHA-256.

The write-ahead log makes it safe to kill a run at any instant. The cache holds nothing that cannot be
computed again, so a damaged file is set aside and begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ingest.errors import StorageFullError, UnavailableError

log = logging.getLogger(__name__)

_CHUNK = 500  # keys in one statement; SQLite's oldest limit is 999
_WAIT_S = 60.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRIMARY_CODE = 0xFF  # an extended result code keeps the primary one in its lowest byte

Result = TypeVar("Result")


class TextCache:
    """Bytes by identity and text; every method raises StorageFullError or UnavailableError.

    `columns` name the table's identity and value.
    """

    def __init__(self, path: Path, table: str, columns: tuple[str, str]) -> None:
        self._path = path
        self._table = table
        self._identity_column, self._value_column = columns
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get_many(self, identity: str, texts: Sequence[str]) -> dict[str, bytes]:
        by_digest = {_digest(text): text for text in texts}
        digests = list(by_digest)

        def select(connection: sqlite3.Connection) -> dict[str, bytes]:
            values: dict[str, bytes] = {}
            for start in range(0, len(digests), _CHUNK):
                some = digests[start : start + _CHUNK]
                query = (
                    f"SELECT text_sha256, {self._value_column} FROM {self._table} WHERE "
                    f"{self._identity_column} = ? AND text_sha256 IN ({','.join('?' * len(some))})"
                )
                values |= {
                    by_digest[key]: value for key, value in connection.execute(query, (identity, *some))
                }
            return values

        return self._attempt(select)

    def put_many(self, identity: str, values: Mapping[str, bytes]) -> None:
        rows = [(identity, _digest(text), value) for text, value in values.items()]

        def insert(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?, ?)", rows)

        self._attempt(insert)

    def _attempt(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return action(self._open())
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise _plain(error, self._path) from error
            self._set_aside()
        try:
            return action(self._open())
        except sqlite3.DatabaseError as error:
            raise _plain(error, self._path) from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as cause:
                raise _no_space(self._path) from cause
            # The pipeline may embed in another thread than the one that built it; SQLite serialises both.
            connection = sqlite3.connect(self._path, timeout=_WAIT_S, check_same_thread=False)
            with contextlib.ExitStack() as undo:
                undo.callback(connection.close)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last writes only
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {self._table} ({self._identity_column} TEXT NOT NULL, "
                    f"text_sha256 BLOB NOT NULL, {self._value_column} BLOB NOT NULL, "
                    f"PRIMARY KEY ({self._identity_column}, text_sha256)) WITHOUT ROWID"
                )
                undo.pop_all()
            self._connection = connection
        return self._connection

    def _set_aside(self) -> None:
        self.close()
        aside = self._path.with_name(self._path.name + ".damaged")
        log.warning("The cache %s is damaged; it is kept as %s and begun anew", self._path, aside)
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE


def _plain(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error to raise instead: named by its remedy where there is one, else the same."""
    if _code(error) in _UNWRITABLE:
        return _no_space(path)
    if _code(error) in _BUSY:
        return UnavailableError(f"Another process is writing the cache {path}; try again when it is done.")
    return error


def _no_space(path: Path) -> StorageFullError:
    return StorageFullError(f"The cache {path} cannot be written; free some space on its disk.")
