"""Keeps the records of answers for a while: adds, finds and forgets them.

What is forgotten or has had its time is gone from the file itself, not only from what can be found in it.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

from bot.models import Audience
from bot.records.record import Record, from_json, to_json
from bot.records.short_id import as_id, new_id
from bot.storage.database import Database
from bot.storage.layout import Layout
from ingest.errors import FixTheFile, IngestError, TryAgain

log = logging.getLogger(__name__)

_ATTEMPTS = 10  # at an id that is free; the second is hardly ever needed
_SWEEP_EVERY = dt.timedelta(days=1)
_SECRET_BYTES = 32
_OURS = 0x436F_6E63  # "Conc" in SQLite's application id
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
    "CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at REAL NOT NULL, "
    "asker TEXT NOT NULL, audience TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX records_at ON records (at)",
    "CREATE INDEX records_asker ON records (asker)",
)


class Records:
    """The records in the file at `path`, each for `keep_days` days; 0 keeps none.

    `clock` tells the time with its zone, `randomness` gives so many random bytes. Any number of threads and
    processes may share a file. Every method raises an IngestError where the file cannot be read or written,
    and says by its name what helps; one that is damaged is moved aside and begun anew.
    """

    def __init__(
        self,
        path: Path,
        *,
        keep_days: int,
        clock: Callable[[], dt.datetime],
        randomness: Callable[[int], bytes],
    ) -> None:
        self._database = Database(path, layout_of_records(randomness), clock=clock)
        self._keep = dt.timedelta(days=keep_days)
        self._clock = clock
        self._randomness = randomness

    @property
    def secret(self) -> bytes:
        """The 32 random bytes of this file with which askers are turned into keys."""
        row = self._database.use(
            lambda db: db.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()
        )
        return bytes(row[0])

    def add(self, record: Record) -> Record:
        """The record as it is kept: under a new id, which its reply carries too.

        Once a day this also deletes the records whose time is over. Where none are kept, it comes back as
        it is.
        """
        if not self._keep and self._database.is_missing:
            return record
        kept, has_traces = self._database.write(lambda db: (self._kept(db, record), self._sweep(db)))
        if has_traces:
            try:
                self._erase()
            except IngestError as problem:
                log.warning("Traces of deleted records are left until tomorrow: %s", problem)
        return kept

    def find(self, identifier: str, audience: Audience) -> Record | None:
        """The record that was meant by `identifier`, or None where there is none that `audience` may see.

        What was answered to staff is for staff. Raises FixTheFile where the record itself is damaged, and
        FixTheSetting where a later release wrote it.
        """
        meant = as_id(identifier)
        if meant is None or self._database.is_missing:
            return None
        readable = [each.value for each in audience.readable]
        query = (
            "SELECT body FROM records WHERE id = ? AND at > ? "
            f"AND audience IN ({','.join('?' * len(readable))})"
        )
        values = [meant, self._oldest, *readable]
        row = self._database.use(lambda db: db.execute(query, values).fetchone())
        return None if row is None else _unpacked(row[0])

    def forget(self, asker: str) -> int:
        """Deletes what this asker was answered, for good; how many records that were.

        `asker` is the key of `bot.conversation.asker_key`; the empty one is nobody's. Raises FreeSomeSpace
        or TryAgain where the records are deleted and traces of them may be left in the file: then forget
        once more.
        """
        if not asker or self._database.is_missing:
            return 0
        count, has_traces = self._database.write(lambda db: _delete(db, "asker = ?", asker))
        if has_traces:
            self._erase()
        for file in self._database.aside():
            log.warning("%s is damaged and may hold more of what was forgotten; delete it", file)
        return count

    @property
    def _oldest(self) -> float:
        return (self._clock() - self._keep).timestamp()

    def _kept(self, db: sqlite3.Connection, record: Record) -> Record:
        if not self._keep:
            return record
        for _ in range(_ATTEMPTS):
            named = record.named(new_id(self._randomness))
            row = (named.id, named.at.timestamp(), named.asker, named.audience.value, _packed(named))
            added = db.execute(
                "INSERT INTO records (id, at, asker, audience, body) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO NOTHING",
                row,
            )
            if added.rowcount:
                return named
        raise TryAgain("No free id was found for a record; try again.")

    def _sweep(self, db: sqlite3.Connection) -> bool:
        """Deletes what is too old, if that was not done today; whether traces of it have to be erased."""
        now = self._clock().timestamp()
        row = db.execute("SELECT value FROM meta WHERE key = 'swept'").fetchone()
        # A clock that was ahead and has been set right must not put the next sweep off for long.
        if row is not None and abs(now - row[0]) < _SWEEP_EVERY.total_seconds():
            return False
        db.execute("INSERT OR REPLACE INTO meta VALUES ('swept', ?)", [now])
        self._delete_old_files()
        _, has_traces = _delete(db, "at <= ?", self._oldest)
        return has_traces

    def _delete_old_files(self) -> None:
        """Deletes the damaged files that were moved aside when even their newest record is too old."""
        for file in self._database.aside():
            try:
                if file.stat().st_mtime <= self._oldest:
                    file.unlink()
            except OSError as problem:
                log.warning("%s has had its time and cannot be deleted: %s", file, problem)

    def _erase(self) -> None:
        self._database.erase()
        self._database.write(lambda db: db.execute("DELETE FROM meta WHERE key = 'traces'"))


def layout_of_records(randomness: Callable[[int], bytes]) -> Layout:
    """What a file of records holds; a new one begins with a secret of these random bytes."""

    def fill(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO meta VALUES ('secret', ?)", [randomness(_SECRET_BYTES)])

    return Layout("records", _OURS, 1, _TABLES, "name another one in records.file", fill)


def _delete(db: sqlite3.Connection, where: str, value: str | float) -> tuple[int, bool]:
    """How many records were deleted, and whether traces are left, of these or of earlier ones."""
    count = db.execute(f"DELETE FROM records WHERE {where}", [value]).rowcount
    if count:
        db.execute("INSERT OR REPLACE INTO meta VALUES ('traces', 1)")
    left = db.execute("SELECT 1 FROM meta WHERE key = 'traces'").fetchone()
    return count, left is not None


def _packed(record: Record) -> bytes:
    return zlib.compress(to_json(record).encode("ascii"))


def _unpacked(body: bytes) -> Record:
    try:
        return from_json(zlib.decompress(body))
    except zlib.error as damaged:
        raise FixTheFile("This record is damaged and cannot be read; ask the question again.") from damaged
