"""Remembers for a while when somebody was forgotten, so that an answer then under way leaves nothing behind.

The marks lie in the file of records, and hold for every process that shares it. A mark is a digest of the
requester's key, as the key itself is deleted; it goes when no answer can be older than it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from hashlib import blake2b

# A release that knows nothing of them leaves them alone: they make no new version of the file.
_TABLE = "CREATE TABLE IF NOT EXISTS forgotten (mark TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID"
_PERSON = b"forgotten"
# No answer waits and works longer than the 15 minutes of a Discord interaction; the rest is for slow clocks.
_LAPSES_S = 3600.0


def mark(db: sqlite3.Connection, requester: str, now: dt.datetime) -> None:
    """Notes that the requester of this key is forgotten now, and drops the marks that have had their time."""
    db.execute(_TABLE)
    db.execute("DELETE FROM forgotten WHERE at < ?", [now.timestamp() - _LAPSES_S])
    db.execute("INSERT OR REPLACE INTO forgotten VALUES (?, ?)", [_mark_of(requester), now.timestamp()])


def is_forgotten(db: sqlite3.Connection, requester: str, asked_at: dt.datetime) -> bool:
    """Whether the requester of this key was forgotten at that time or since."""
    db.execute(_TABLE)
    where = "SELECT 1 FROM forgotten WHERE mark = ? AND at >= ?"
    return db.execute(where, [_mark_of(requester), asked_at.timestamp()]).fetchone() is not None


def _mark_of(requester: str) -> str:
    return blake2b(requester.encode(), digest_size=20, person=_PERSON).hexdigest()
