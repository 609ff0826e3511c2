"""A file of SQLite: opens it, begins it anew where it is damaged, and says plainly what is wrong.

Each use has a connection of its own, which takes about a millisecond. Threads and processes then need not
know of each other, and a file that was moved or deleted meanwhile is not written to behind everyone's back.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bot.storage.guard import alone, used
from bot.storage.layout import Layout
from bot.storage.sqlite_errors import is_damage, plain_error, unwritable
from ingest.errors import ConfigurationError, UnavailableError

log = logging.getLogger(__name__)

_WAIT_S = 3.0  # for others who write: an answer must not wait long for what is kept of it
_RACES = 5
Result = TypeVar("Result")


class Database:
    """The SQLite file at `path`, which is made when it is first used; `clock` dates a damaged one.

    Every method raises StorageFullError where the file cannot be written, UnavailableError where another
    process holds it for too long, and ConfigurationError where it is no file of this layout or a later
    release's.
    """

    def __init__(self, path: Path, layout: Layout, *, clock: Callable[[], dt.datetime]) -> None:
        self.path = path.resolve()  # SQLite keeps its log beside the file itself, not beside a link to it
        self._layout = layout
        self._clock = clock

    def use(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `action` makes of a connection that commits each statement."""
        seen = self._identity()
        try:
            return self._use(action)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise plain_error(error, self.path, self._layout) from error
            self._set_aside(seen)
        try:
            return self._use(action)
        except sqlite3.Error as error:
            raise plain_error(error, self.path, self._layout) from error

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
            raise UnavailableError(
                f"Another process is reading the {self._layout.noun} {self.path}; try again in a moment."
            )

    def _use(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        for _ in range(_RACES):
            if self.is_missing:
                self._create()
            with used(self.path.parent):
                if self.is_missing:
                    continue  # it was damaged, and has just been moved aside
                with closing(_connected(self.path)) as db:
                    self._check(db)
                    return action(db)
        raise UnavailableError(
            f"The {self._layout.noun} {self.path} vanish again and again; see who deletes them and try again."
        )

    @property
    def is_missing(self) -> bool:
        """Whether there is no file yet, or none that can be seen."""
        try:
            return self.path.stat().st_size == 0
        except OSError:
            return True

    def _create(self) -> None:
        """Makes the file under another name and moves it into its place, so that no half of one is seen.

        Only its owner may read it: it may hold what people asked, and secrets.
        """
        new = _beside(self.path, ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with alone(self.path.parent):
                if not self.is_missing:
                    return  # another one was quicker
                # SQLite would play a log that an earlier file left behind into this one.
                for stale in (new, *_logs(new), *_logs(self.path)):
                    stale.unlink(missing_ok=True)
                os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                with closing(_connected(new)) as db:
                    _in_transaction(db, self._lay_out)
                    db.execute("PRAGMA journal_mode = WAL")
                new.replace(self.path)
        except OSError as cause:
            raise unwritable(self.path, self._layout) from cause

    def _lay_out(self, db: sqlite3.Connection) -> None:
        for statement in self._layout.statements:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {self._layout.application_id}")
        db.execute(f"PRAGMA user_version = {self._layout.version}")
        self._layout.fill(db)

    def _check(self, db: sqlite3.Connection) -> None:
        noun, remedy = self._layout.noun, self._layout.remedy
        if _number(db, "application_id") != self._layout.application_id:
            raise ConfigurationError(f"{self.path} is no file of {noun}; {remedy}.")
        if _number(db, "user_version") > self._layout.version:
            raise ConfigurationError(
                f"The {noun} {self.path} were written by a later release of Concord; update Concord, "
                f"or {remedy}."
            )

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _set_aside(self, seen: tuple[int, int] | None) -> None:
        """Moves the damaged file away, unless another thread or process has done so since it was `seen`."""
        with alone(self.path.parent):
            if seen is None or self._identity() != seen:
                return
            try:
                aside = next(each for each in self._names_aside() if not each.exists())
                self.path.replace(aside)
                _beside(self.path, "-shm").unlink(missing_ok=True)
                if _beside(self.path, "-wal").exists():
                    _beside(self.path, "-wal").replace(_beside(aside, "-wal"))
            except OSError as cause:
                raise unwritable(self.path, self._layout) from cause
        log.warning(
            "The %s %s are damaged; they are kept as %s and begun anew",
            self._layout.noun,
            self.path,
            aside.name,
        )

    def _names_aside(self) -> Iterator[Path]:
        stamp = self._clock().astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        yield _beside(self.path, f".damaged-{stamp}")
        for number in range(2, 1_000):
            yield _beside(self.path, f".damaged-{stamp}-{number}")


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    db.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost what was written last only
    db.execute("PRAGMA secure_delete = ON")
    return db


def _in_transaction(db: sqlite3.Connection, action: Callable[[sqlite3.Connection], Result]) -> Result:
    # The lock for writing comes first: who reads and then writes is refused where another has written.
    db.execute("BEGIN IMMEDIATE")
    with db:
        return action(db)


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _logs(path: Path) -> list[Path]:
    return [_beside(path, ending) for ending in ("-wal", "-shm", "-journal")]


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
