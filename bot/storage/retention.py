"""Lets rows go: those of one requester on request, and those that are too old once a day.

What is deleted is gone from the file itself, not only from what can be found in it.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from bot.storage.database import Database
from ingest.errors import ConcordError

log = logging.getLogger(__name__)

_SWEEP_EVERY = dt.timedelta(days=1)
Result = TypeVar("Result")


class Retention:
    """Keeps the rows of `table` for `keep_days` days; `clock` tells the time with its zone.

    The table has the columns `at`, seconds since 1970, and `requester`, a key of
    `bot.conversation.requester_key`; beside it stands the table `bot.storage.meta.META`.
    """

    def __init__(
        self, database: Database, table: str, *, keep_days: int, clock: Callable[[], dt.datetime]
    ) -> None:
        self._database = database
        self._table = table
        self._keep = dt.timedelta(days=keep_days)
        self._clock = clock

    @property
    def oldest(self) -> float:
        """What is not later than this has had its time."""
        return (self._clock() - self._keep).timestamp()

    def write(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `action` makes of a connection, in one transaction; once a day what is too old goes too."""
        result, has_traces = self._database.write(lambda db: (action(db), self._sweep(db)))
        if has_traces:
            try:
                self._erase()
            except ConcordError as problem:
                log.warning("Traces of deleted %s are left until tomorrow: %s", self._table, problem)
        return result

    def forget(self, requester: str) -> int:
        """Deletes the rows of this requester for good; how many they were.

        The empty key is nobody's. Raises StorageFullError or UnavailableError where the rows are deleted
        and traces of them may be left in the file: then forget once more.
        """
        if not requester or self._database.is_missing:
            return 0
        count, has_traces = self._database.write(lambda db: self._delete(db, "requester = ?", requester))
        if has_traces:
            self._erase()
        for file in self._database.aside():
            log.warning("%s is damaged and may hold more of what was forgotten; delete it", file)
        return count

    def _sweep(self, db: sqlite3.Connection) -> bool:
        """Deletes what is too old, if that was not done today; whether traces of it have to be erased."""
        now = self._clock().timestamp()
        row = db.execute("SELECT value FROM meta WHERE key = 'swept'").fetchone()
        # A clock that was ahead and has been set right must not put the next sweep off for long.
        if row is not None and abs(now - row[0]) < _SWEEP_EVERY.total_seconds():
            return False
        db.execute("INSERT OR REPLACE INTO meta VALUES ('swept', ?)", [now])
        self._delete_old_files()
        _, has_traces = self._delete(db, "at <= ?", self.oldest)
        return has_traces

    def _delete_old_files(self) -> None:
        """Deletes the damaged files that were moved aside when even their newest row is too old."""
        for file in self._database.aside():
            try:
                if file.stat().st_mtime <= self.oldest:
                    file.unlink()
            except OSError as problem:
                log.warning("%s has had its time and cannot be deleted: %s", file, problem)

    def _delete(self, db: sqlite3.Connection, where: str, value: str | float) -> tuple[int, bool]:
        """How many rows were deleted, and whether traces are left, of these or of earlier ones."""
        count = db.execute(f"DELETE FROM {self._table} WHERE {where}", [value]).rowcount
        if count:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('traces', 1)")
        left = db.execute("SELECT 1 FROM meta WHERE key = 'traces'").fetchone()
        return count, left is not None

    def _erase(self) -> None:
        self._database.erase()
        self._database.write(lambda db: db.execute("DELETE FROM meta WHERE key = 'traces'"))
