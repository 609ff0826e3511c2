"""How long rows are kept, and "forget this person": one rule for records, remarks and conversations.

What is deleted is gone from SQLite's file itself, not only from what can be found in it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from bot.models import Requester
from bot.storage.database import Database
from bot.storage.requesters import mark_forgotten, person_keys
from bot.storage.tables import PERSONAL, meta, records, remarks, turns
from ingest.errors import ConcordError

log = logging.getLogger(__name__)

_SWEEP_EVERY_S = 86_400.0
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of a person were deleted."""

    records: int = 0
    remarks: int = 0
    turns: int = 0


class Retention:
    """Keeps personal rows for `keep_days` days, 0 for none; `clock` tells the time with its zone."""

    def __init__(self, database: Database, keep_days: int, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._keep = dt.timedelta(days=keep_days)
        self._clock = clock

    @property
    def is_kept(self) -> bool:
        """Whether anything personal is kept at all."""
        return bool(self._keep)

    @property
    def oldest(self) -> float:
        """Rows up to this time, in seconds since 1970, have had their time."""
        return (self._clock() - self._keep).timestamp()

    def add(self, action: Callable[[Connection], Result]) -> Result | None:
        """What `action` returns in a write transaction; None, without calling it, where nothing is kept.

        Once a day this also deletes the rows that are too old.
        """
        if not self.is_kept and not self._database.exists:
            return None
        result, has_traces = self._database.write(
            lambda connection: (action(connection) if self.is_kept else None, self._sweep(connection))
        )
        if has_traces:
            try:
                self._erase()
            except ConcordError as problem:
                log.warning("traces of deleted rows are left until tomorrow: %s", problem)
        return result

    def forget(self, requester: Requester) -> Forgotten:
        """Delete all that is kept of this person, in every place of their surface.

        An answer to them that is under way leaves nothing behind either. Raises StorageFullError or
        UnavailableError where the rows are deleted and traces may be left in the file: then forget again.
        """
        if not self.is_kept and not self._database.exists:
            return Forgotten()
        gone, has_traces = self._database.write(lambda connection: self._forget(connection, requester))
        if has_traces:
            self._erase()
        return gone

    def _forget(self, connection: Connection, requester: Requester) -> tuple[Forgotten, bool]:
        keys = person_keys(requester, self._database.secrets(connection))
        mark_forgotten(connection, keys, self._clock())
        gone = {
            table: connection.execute(delete(table).where(table.c.requester.in_(keys))).rowcount
            for table in PERSONAL
        }
        has_traces = _note_traces(connection, is_deleted=any(gone.values()))
        return Forgotten(gone[records], gone[remarks], gone[turns]), has_traces

    def _sweep(self, connection: Connection) -> bool:
        """Delete what is too old, if that was not done today; whether traces of it have to be erased."""
        now = self._clock().timestamp()
        swept = connection.scalar(select(meta.c.value).where(meta.c.key == "swept"))
        # A clock that was ahead and has been set right must not put the next sweep off for long.
        if swept is not None and abs(now - float(swept)) < _SWEEP_EVERY_S:
            return False
        _put(connection, "swept", str(now))
        gone = [
            connection.execute(delete(table).where(table.c.at <= self.oldest)).rowcount for table in PERSONAL
        ]
        return _note_traces(connection, is_deleted=any(gone))

    def _erase(self) -> None:
        self._database.erase_deleted()
        self._database.write(
            lambda connection: connection.execute(delete(meta).where(meta.c.key == "traces"))
        )


class PersonalStore:
    """Rows of persons in the database. Methods raise ConcordError as `Database` does."""

    def __init__(self, database: Database, retention: Retention) -> None:
        self._database = database
        self._retention = retention

    def key_of(self, requester: Requester) -> str:
        """The key under which this person's rows are kept; it gives no name away. Empty where none are."""
        if not self._retention.is_kept:
            return ""
        return self._database.write(lambda connection: self._keys(connection, requester)[0])

    def _keys(self, connection: Connection, requester: Requester) -> list[str]:
        return person_keys(requester, self._database.secrets(connection))


def _note_traces(connection: Connection, *, is_deleted: bool) -> bool:
    """Whether traces of deleted rows are left in the file; this is noted until they are erased."""
    if is_deleted:
        _put(connection, "traces", "1")
    return connection.scalar(select(meta.c.value).where(meta.c.key == "traces")) is not None


def _put(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(meta.insert(), {"key": key, "value": value})
