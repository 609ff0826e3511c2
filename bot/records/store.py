"""Keeps the records of answers for a while: adds, finds, lists and forgets them.

What is forgotten or has had its time is gone from the file itself, not only from what can be found in it.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.models import Audience
from bot.records.forgotten import is_forgotten, mark
from bot.records.record import Record, from_json, to_json
from bot.records.shares import TABLES as SHARES
from bot.records.shares import Shares
from bot.records.short_id import as_id, new_id
from bot.storage.database import Database
from bot.storage.layout import Layout
from bot.storage.meta import META, secret_of, with_secret
from bot.storage.retention import Retention
from ingest.errors import ConcordError, DocumentError, UnavailableError

_log = logging.getLogger(__name__)

_AT_ONCE = 200  # records in memory, while all are looked through
_ATTEMPTS = 10  # at an id that is free; the second is hardly ever needed
_OURS = 0x436F_6E63  # "Conc" in SQLite's application id
_TABLES = (
    META,
    "CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at REAL NOT NULL, "
    "requester TEXT NOT NULL, audience TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX records_at ON records (at)",
    "CREATE INDEX records_asker ON records (requester)",
    *SHARES,
)


class Records:
    """The records in the file at `path`, each for `keep_days` days; 0 keeps none. `shares` go with them.

    `clock` tells the time with its zone, `randomness` gives so many random bytes. Any number of threads and
    processes may share a file. Every method raises an ConcordError where the file cannot be read or written,
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
        self._retention = Retention(self._database, "records", keep_days=keep_days, clock=clock)
        self.shares = Shares(self._database, clock=clock)
        self._keeps = keep_days > 0
        self._clock = clock
        self._randomness = randomness

    @property
    def secret(self) -> bytes:
        """The 32 random bytes of this file with which askers are turned into keys."""
        return self._database.use(secret_of)

    def add(self, record: Record, *, asked_at: dt.datetime | None = None) -> Record:
        """The record as it is kept: under a new id, which its reply carries too.

        Once a day this also deletes the records whose time is over. Where none are kept, or the requester was
        forgotten since `asked_at`, it comes back as it is.
        """
        if not self._keeps and self._database.is_missing:
            return record
        return self._retention.write(lambda db: self._kept(db, record, asked_at))

    def find(self, identifier: str, audience: Audience) -> Record | None:
        """The record that was meant by `identifier`, or None where there is none that `audience` may see.

        What was answered to staff is for staff. Raises DocumentError where the record itself is damaged, and
        ConfigurationError where a later release wrote it.
        """
        meant = as_id(identifier)
        if meant is None or self._database.is_missing:
            return None
        readable = [each.value for each in audience.readable]
        query = (
            "SELECT body FROM records WHERE id = ? AND at > ? "
            f"AND audience IN ({','.join('?' * len(readable))})"
        )
        rows = self._rows(query, [meant, self._retention.oldest, *readable])
        return _unpacked(rows[0][0]) if rows else None

    def records(self, audience: Audience) -> Iterator[Record]:
        """All records that `audience` may see, the oldest first; one that cannot be read is left out."""
        readable = [each.value for each in audience.readable]
        query = (
            "SELECT number, body FROM records WHERE number > ? AND at > ? "
            f"AND audience IN ({','.join('?' * len(readable))}) ORDER BY number LIMIT {_AT_ONCE}"
        )
        last = 0
        while not self._database.is_missing:
            rows = self._rows(query, [last, self._retention.oldest, *readable])
            if not rows:
                return
            for _, body in rows:
                if (record := _readable(body)) is not None:
                    yield record
            last = rows[-1][0]

    def forget(self, requester: str) -> int:
        """Deletes what this requester was answered, for good; how many records that were.

        What was asked before and is answered after it is not kept either, where `add` is told when that was.
        `requester` is the key of `bot.conversation.requester_key`; the empty one is nobody's. Raises
        StorageFullError or UnavailableError where the records are deleted and traces of them may be left in
        the file: then forget once more.
        """
        if requester and not self._database.is_missing:
            # Before the records go: what is added meanwhile is either refused or deleted with them.
            self._database.write(lambda db: mark(db, requester, self._clock()))
        return self._retention.forget(requester)

    def has_forgotten(self, requester: str, asked_at: dt.datetime) -> bool:
        """Whether this requester was forgotten at that time or since, in any process with this file."""
        if not requester or self._database.is_missing:
            return False
        return self._database.write(lambda db: is_forgotten(db, requester, asked_at))

    def _rows(self, query: str, values: Sequence[str | float]) -> list[tuple[Any, ...]]:
        return self._database.use(lambda db: db.execute(query, values).fetchall())

    def _kept(self, db: sqlite3.Connection, record: Record, asked_at: dt.datetime | None) -> Record:
        if not self._keeps:
            return record
        if asked_at is not None and record.requester and is_forgotten(db, record.requester, asked_at):
            return record
        for _ in range(_ATTEMPTS):
            named = record.named(new_id(self._randomness))
            row = (named.id, named.at.timestamp(), named.requester, named.audience.value, _packed(named))
            added = db.execute(
                "INSERT INTO records (id, at, requester, audience, body) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO NOTHING",
                row,
            )
            if added.rowcount:
                return named
        raise UnavailableError("No free id was found for a record; try again.")


def layout_of_records(randomness: Callable[[int], bytes]) -> Layout:
    """What a file of records holds; a new one begins with a secret of these random bytes."""
    return Layout("records", _OURS, 1, _TABLES, "name another one in records.file", with_secret(randomness))


def _packed(record: Record) -> bytes:
    return zlib.compress(to_json(record).encode("ascii"))


def _readable(body: bytes) -> Record | None:
    try:
        return _unpacked(body)
    except ConcordError as problem:
        _log.warning("A record is left out: %s", problem)
        return None


def _unpacked(body: bytes) -> Record:
    try:
        return from_json(zlib.decompress(body))
    except zlib.error as damaged:
        raise DocumentError("This record is damaged and cannot be read; ask the question again.") from damaged
