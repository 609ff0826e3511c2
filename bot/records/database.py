"""The file of the records: opens it, begins it anew where it is damaged, and says plainly what is wrong.

Each use has a connection of its own, which takes about a millisecond. Threads and processes then need not
know of each other, and a file that was moved or deleted meanwhile is not written to behind everyone's back.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bot.records.sqlite_errors import is_damage, plain_error, unwritable
from ingest.errors import FixTheSetting, TryAgain

log = logging.getLogger(__name__)

_WAIT_S = 3.0  # for others who write: an answer must not wait long for its record
_SECRET_BYTES = 32
_OURS = 0x436F_6E63  # "Conc" in SQLite's application id
_VERSION = 1  # raise it with the schema, and bring an older file up to it in `_prepare`
_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
    "CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at REAL NOT NULL, "
    "asker TEXT NOT NULL, audience TEXT NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX records_at ON records (at)",
    "CREATE INDEX records_asker ON records (asker)",
    f"PRAGMA application_id = {_OURS}",
    f"PRAGMA user_version = {_VERSION}",
)
Result = TypeVar("Result")


class Database:
    """The SQLite file at `path`, which is made when it is first used; `clock` dates a damaged one.

    Every method raises FreeSomeSpace where the file cannot be written, TryAgain where another process holds
    it for too long, and FixTheSetting where it is no file of records or a later release's.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], dt.datetime], randomness: Callable[[int], bytes]
    ) -> None:
        self.path = path.resolve()  # SQLite keeps its log beside the file itself, not beside a link to it
        self._clock = clock
        self._randomness = randomness
        self._lock = threading.Lock()

    def use(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `action` makes of a connection that commits each statement."""
        seen = self._identity()
        try:
            return self._use(action)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise plain_error(error, self.path) from error
            self._set_aside(seen)
        try:
            return self._use(action)
        except sqlite3.Error as error:
            raise plain_error(error, self.path) from error

    def write(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `action` makes of a connection, in one transaction."""
        return self.use(lambda db: _in_transaction(db, action))

    def erase(self) -> None:
        """Takes out of the file and its log what was deleted, of which both else keep traces.

        SQLite overwrites what is deleted, but not the copies that it left behind when it moved rows between
        pages; only writing all that is left anew does away with those.
        """
        self.use(self._rewrite)

    def aside(self) -> list[Path]:
        """The damaged files that were moved aside, with their logs."""
        return sorted(self.path.parent.glob(f"{self.path.name}.damaged-*"))

    def _rewrite(self, db: sqlite3.Connection) -> None:
        db.execute("VACUUM")
        is_busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise TryAgain(f"Another process is reading the records {self.path}; try again in a moment.")

    def _use(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        self._make_file()
        with closing(sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last records only
            db.execute("PRAGMA secure_delete = ON")
            self._prepare(db)
            return action(db)

    def _make_file(self) -> None:
        """An empty file that only its owner may read: it holds what people asked, and a secret.

        The lock keeps two threads from doing so at once: closing a file gives up every lock that the process
        has on it, those of SQLite among them.
        """
        with self._lock:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if not self.path.exists():
                    os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            except OSError as cause:
                raise unwritable(self.path) from cause

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = _number(db, "user_version")
        if version == 0 and not _number(db, "schema_version"):
            db.execute("PRAGMA journal_mode = WAL")
            _in_transaction(db, self._create)
        elif _number(db, "application_id") != _OURS:
            raise FixTheSetting(f"{self.path} is no file of records; name another one in records.file.")
        elif version > _VERSION:
            raise FixTheSetting(
                f"The records {self.path} were written by a later release of Concord; update Concord, "
                "or name another file in records.file."
            )

    def _create(self, db: sqlite3.Connection) -> None:
        if _number(db, "user_version"):
            return  # another process was quicker
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute("INSERT INTO meta VALUES ('secret', ?)", [self._randomness(_SECRET_BYTES)])

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _set_aside(self, seen: tuple[int, int] | None) -> None:
        """Moves the damaged file away, unless another thread or process has done so since it was `seen`."""
        with self._lock:
            if seen is None or self._identity() != seen:
                return
            aside = next(each for each in self._names_aside() if not each.exists())
            try:
                self.path.replace(aside)
                _beside(self.path, "-shm").unlink(missing_ok=True)
                if _beside(self.path, "-wal").exists():
                    _beside(self.path, "-wal").replace(_beside(aside, "-wal"))
            except OSError as cause:
                raise unwritable(self.path) from cause
        log.warning("The records %s are damaged; they are kept as %s and begun anew", self.path, aside.name)

    def _names_aside(self) -> Iterator[Path]:
        stamp = self._clock().astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        yield _beside(self.path, f".damaged-{stamp}")
        for number in range(2, 1_000):
            yield _beside(self.path, f".damaged-{stamp}-{number}")


def _in_transaction(db: sqlite3.Connection, action: Callable[[sqlite3.Connection], Result]) -> Result:
    # The lock for writing comes first: who reads and then writes is refused where another has written.
    db.execute("BEGIN IMMEDIATE")
    with db:
        return action(db)


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
