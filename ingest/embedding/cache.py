"""Keeps the vector of every text that was embedded, so that unchanged text is never embedded again.

One SQLite file, keyed by the model's identity and the text's SHA-256. Vectors are float32, not half of it:
a vector from here then equals a fresh one to the bit, and an index does not depend on what was cached.
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

import numpy as np

from ingest.embedding.embedder import FloatVector
from ingest.errors import StorageFullError, UnavailableError

log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_sha256 BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, text_sha256)
) WITHOUT ROWID
"""
_CHUNK = 500  # keys in one statement; SQLite's oldest limit is 999
_WAIT_S = 60.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRIMARY_CODE = 0xFF  # an extended result code keeps the primary one in its lowest byte

Result = TypeVar("Result")


class VectorCache:
    """Vectors by model identity and text, in one file; a context manager that closes it.

    Every method raises StorageFullError where the disk is full or the file cannot be written, and
    UnavailableError where another process holds it for too long.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get_many(self, model: str, texts: Sequence[str]) -> dict[str, FloatVector]:
        """The vectors (dimensions,) of those texts that this model has embedded before, by text."""
        by_digest = {_digest(text): text for text in texts}
        rows = self._attempt(lambda connection: _select(connection, model, list(by_digest)))
        return {by_digest[digest]: np.frombuffer(blob, "<f4") for digest, blob in rows}

    def put_many(self, model: str, vectors: Mapping[str, FloatVector]) -> None:
        """Keep each text's vector, all in one transaction."""
        rows = [(model, _digest(text), vector.astype("<f4").tobytes()) for text, vector in vectors.items()]
        self._attempt(lambda connection: _insert(connection, rows))

    def _attempt(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return action(self._opened())
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise _plain(error, self._path) from error
            self._set_aside()
        try:
            return action(self._opened())
        except sqlite3.DatabaseError as error:
            raise _plain(error, self._path) from error

    def _opened(self) -> sqlite3.Connection:
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
                connection.execute(_SCHEMA)
                undo.pop_all()
            self._connection = connection
        return self._connection

    def _set_aside(self) -> None:
        self.close()
        aside = self._path.with_name(self._path.name + ".damaged")
        log.warning("The vector cache %s is damaged; it is kept as %s and begun anew", self._path, aside)
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def _select(
    connection: sqlite3.Connection, model: str, digests: Sequence[bytes]
) -> list[tuple[bytes, bytes]]:
    rows: list[tuple[bytes, bytes]] = []
    for start in range(0, len(digests), _CHUNK):
        some = digests[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        rows += connection.execute(
            f"SELECT text_sha256, vector FROM vectors WHERE model = ? AND text_sha256 IN ({marks})",
            (model, *some),
        )
    return rows


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[str, bytes, bytes]]) -> None:
    with connection:
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE


def _plain(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error to raise instead: named by its remedy where there is one, else the same."""
    if _code(error) in _UNWRITABLE:
        return _no_space(path)
    if _code(error) in _BUSY:
        return UnavailableError(
            f"Another process is writing the vector cache {path}; try again when it is done."
        )
    return error


def _no_space(path: Path) -> StorageFullError:
    return StorageFullError(f"The vector cache {path} cannot be written; free some space on its disk.")
