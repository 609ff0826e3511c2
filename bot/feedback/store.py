"""Keeps the remarks on answers for a while: adds, lists and forgets them.

What is forgotten or has had its time is gone from the file itself, not only from what can be found in it.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.conversation.requester_key import key_of
from bot.feedback.remark import Remark, from_json, to_json
from bot.models import Audience, Requester
from bot.storage.database import Database
from bot.storage.layout import Layout
from bot.storage.meta import META, secret_of, with_secret
from bot.storage.retention import Retention
from ingest.errors import DocumentError

log = logging.getLogger(__name__)

FILE = "feedback.sqlite"
_OURS = 0x436F_6E66  # "Conf" in SQLite's application id
# Who changes their mind about an answer has said one thing of it, the last.
_TABLES = (
    META,
    "CREATE TABLE remarks (number INTEGER PRIMARY KEY, answer TEXT NOT NULL, at REAL NOT NULL, "
    "requester TEXT NOT NULL, audience TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (answer, requester))",
    "CREATE INDEX remarks_at ON remarks (at)",
    "CREATE INDEX remarks_asker ON remarks (requester)",
)


class Feedback:
    """The remarks in the file at `path`, each for `keep_days` days; 0 keeps none.

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
        layout = Layout("remarks", _OURS, 1, _TABLES, "move it away", with_secret(randomness))
        self._database = Database(path, layout, clock=clock)
        self._retention = Retention(self._database, "remarks", keep_days=keep_days, clock=clock)
        self._keeps = keep_days > 0

    def key_of(self, requester: Requester) -> str:
        """The key under which this one's remarks are kept; it gives no name away."""
        return key_of(requester, self._database.use(secret_of))

    def add(self, remark: Remark) -> None:
        """Keeps a remark in place of what the same one said of the same answer before."""
        if self._keeps:
            self._retention.write(lambda db: _put(db, remark))

    def remarks(
        self, audience: Audience = Audience.STAFF, *, since: dt.datetime | None = None
    ) -> Sequence[Remark]:
        """The remarks on answers that `audience` may read, later than `since` where that is given.

        The oldest come first; one that is damaged is left out.
        """
        if self._database.is_missing:
            return ()
        after = max(self._retention.oldest, since.timestamp() if since else 0.0)
        readable = [each.value for each in audience.readable]
        query = (
            f"SELECT body FROM remarks WHERE at > ? AND audience IN ({','.join('?' * len(readable))}) "
            "ORDER BY at, number"
        )
        rows = self._database.use(lambda db: db.execute(query, [after, *readable]).fetchall())
        return [remark for (body,) in rows if (remark := _read(body)) is not None]

    def forget(self, requester: Requester) -> int:
        """Deletes all remarks of this one, for good; how many they were.

        Raises StorageFullError or UnavailableError where they are deleted and traces of them may be left in
        the file: then forget once more.
        """
        if self._database.is_missing:
            return 0
        return self._retention.forget(self.key_of(requester))


def _put(db: sqlite3.Connection, remark: Remark) -> None:
    db.execute(
        "INSERT INTO remarks (answer, at, requester, audience, body) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (answer, requester) DO UPDATE "
        "SET at = excluded.at, audience = excluded.audience, body = excluded.body",
        (remark.answer, remark.at.timestamp(), remark.requester, remark.audience.value, to_json(remark)),
    )


def _read(body: str) -> Remark | None:
    try:
        return from_json(body)
    except DocumentError as damaged:
        log.warning("%s", damaged)
        return None
