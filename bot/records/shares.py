"""Keeps in which channels an answer was shared, so that each gets it once, whoever presses how often.

A share is claimed before it is made. What is known of it goes with the record of its answer, and never later.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from enum import StrEnum

from bot.storage.database import Database

# A release that knows nothing of them leaves them alone, and deletes them with the records all the same: they
# make no new version of the file.
TABLES = (
    "CREATE TABLE IF NOT EXISTS shares (answer TEXT NOT NULL, channel INTEGER NOT NULL, at REAL NOT NULL, "
    "stands INTEGER NOT NULL, PRIMARY KEY (answer, channel)) WITHOUT ROWID",
    "CREATE TRIGGER IF NOT EXISTS shares_go AFTER DELETE ON records "
    "BEGIN DELETE FROM shares WHERE answer = OLD.id; END",
)
# Whoever claimed has 15 minutes to answer a press; what is neither made nor given up by now died with its
# process.
_LAPSES_S = 1200.0


class Claim(StrEnum):
    """What came of a claim."""

    TAKEN = "taken"  # the share is to be made, by whoever asked
    UNDER_WAY = "under way"  # somebody else is making it
    STANDS = "stands"
    NO_RECORD = "no record"


class Shares:
    """The shares of the answers in a file of records; `clock` tells the time with its zone.

    Channels are numbers. Every method raises an ConcordError where the file cannot be read or written.
    """

    def __init__(self, database: Database, *, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def claim(self, answer: str, channel: int) -> Claim:
        """Takes it on to share the answer with this id; of all who claim at once, one is given it.

        Follow it with `settle` or `release`. A claim that neither follows lapses after 20 minutes.
        """
        if self._database.is_missing:
            return Claim.NO_RECORD
        now = self._clock().timestamp()
        return self._database.write(lambda db: _claimed(db, answer, channel, now))

    def settle(self, answer: str, channel: int) -> None:
        """Notes that the share stands, for as long as the record of its answer is kept."""
        self._change("UPDATE shares SET stands = 1 WHERE answer = ? AND channel = ?", answer, channel)

    def release(self, answer: str, channel: int) -> None:
        """Gives a claim up, so that the answer can be shared after all; one that stands is left."""
        self._change("DELETE FROM shares WHERE answer = ? AND channel = ? AND NOT stands", answer, channel)

    def _change(self, statement: str, answer: str, channel: int) -> None:
        if not self._database.is_missing:
            self._database.write(lambda db: db.execute(statement, [answer, channel]))


def _claimed(db: sqlite3.Connection, answer: str, channel: int, now: float) -> Claim:
    for statement in TABLES:  # a file from before them has none
        db.execute(statement)
    if db.execute("SELECT 1 FROM records WHERE id = ?", [answer]).fetchone() is None:
        return Claim.NO_RECORD
    where = "SELECT at, stands FROM shares WHERE answer = ? AND channel = ?"
    at, stands = db.execute(where, [answer, channel]).fetchone() or (None, False)
    if stands:
        return Claim.STANDS
    if at is not None and abs(now - at) < _LAPSES_S:  # a clock may have been ahead, and set right since
        return Claim.UNDER_WAY
    db.execute("INSERT OR REPLACE INTO shares VALUES (?, ?, ?, 0)", [answer, channel, now])
    return Claim.TAKEN
