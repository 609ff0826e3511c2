"""In which channels an answer was shared, so that each gets it once, whoever presses how often.

A share is claimed before it is made. It goes with the record of its answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import Connection, Delete, Update, delete, select, update

from bot.storage.database import Database
from bot.storage.tables import records, shares

# Whoever claimed has 15 minutes to answer a press; what is neither made nor given up by now died with its
# process.
_CLAIM_LASTS_S = 1200.0


class Claim(StrEnum):
    """What came of a claim."""

    TAKEN = "taken"  # the share is to be made, by whoever asked
    UNDER_WAY = "under way"  # somebody else is making it
    STANDS = "stands"
    NO_RECORD = "no record"


class Shares:
    """The shares of answers in channels (Discord's ids); `clock` tells the time with its zone."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def claim(self, answer: str, channel: int) -> Claim:
        """Take on the share of the answer with this id; of all who claim at once, one is given it.

        Follow it with `settle` or `release`. A claim that neither follows lapses after 20 minutes.
        """
        if not self._database.exists:
            return Claim.NO_RECORD
        now = self._clock().timestamp()
        return self._database.write(lambda connection: _claim(connection, answer, channel, now))

    def settle(self, answer: str, channel: int) -> None:
        """Note that the share stands, for as long as the record of its answer is kept."""
        self._change(update(shares).values(stands=1), answer, channel)

    def release(self, answer: str, channel: int) -> None:
        """Give a claim up, so that the answer can be shared after all; one that stands is left."""
        self._change(delete(shares).where(shares.c.stands == 0), answer, channel)

    def _change(self, statement: Update | Delete, answer: str, channel: int) -> None:
        if self._database.exists:
            its = statement.where(shares.c.answer == answer, shares.c.channel == channel)
            self._database.write(lambda connection: connection.execute(its))


def _claim(connection: Connection, answer: str, channel: int, now: float) -> Claim:
    if connection.execute(select(records.c.id).where(records.c.id == answer)).first() is None:
        return Claim.NO_RECORD
    is_this = (shares.c.answer == answer) & (shares.c.channel == channel)
    share = connection.execute(select(shares.c.at, shares.c.stands).where(is_this)).first()
    if share is not None:
        if share.stands:
            return Claim.STANDS
        if abs(now - share.at) < _CLAIM_LASTS_S:  # a clock may have been ahead, and set right since
            return Claim.UNDER_WAY
        connection.execute(delete(shares).where(is_this))
    connection.execute(shares.insert(), {"answer": answer, "channel": channel, "at": now, "stands": 0})
    return Claim.TAKEN
