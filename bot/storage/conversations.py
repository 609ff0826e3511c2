"""Conversations: the earlier turns of one person in one place, seen by nobody else."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select

from bot.models import Audience, Requester, Turn
from bot.storage.database import Database
from bot.storage.requesters import is_forgotten, key_of, person_keys
from bot.storage.retention import PersonalStore, Retention
from bot.storage.tables import turns

log = logging.getLogger(__name__)

# A model sees a few thousand tokens at most; more turns than these are never needed.
_NEWEST = 100


class ConversationStore(PersonalStore):
    """The turns of conversations.

    `fit` chooses how many of the newest turns are remembered; `clock` tells the time with its zone.
    """

    def __init__(
        self,
        database: Database,
        retention: Retention,
        *,
        fit: Callable[[Sequence[Turn]], tuple[Turn, ...]],
        clock: Callable[[], dt.datetime],
    ) -> None:
        super().__init__(database, retention)
        self._fit = fit
        self._clock = clock

    def turns(self, requester: Requester, audience: Audience) -> tuple[Turn, ...]:
        """What was said before, oldest first.

        A turn whose audience `audience` may not read is left out: its answer may quote what only that one
        may see.
        """
        bodies = self._database.read(lambda connection: self._newest(connection, requester, audience))
        return self._fit([turn for body in reversed(bodies or ()) if (turn := _read(body)) is not None])

    def add(
        self, requester: Requester, audience: Audience, turn: Turn, *, asked_at: dt.datetime | None = None
    ) -> None:
        """Remember a question and its answer, unless the person was forgotten since `asked_at`."""
        self._retention.add(lambda connection: self._add(connection, requester, audience, turn, asked_at))

    def _newest(self, connection: Connection, requester: Requester, audience: Audience) -> Sequence[str]:
        keys = [key_of(requester, secret) for secret in self._database.secrets(connection)]
        query = (
            select(turns.c.body)
            .where(
                turns.c.conversation.in_(keys),
                turns.c.at > self._retention.oldest,
                turns.c.audience.in_(audience.readable),
            )
            .order_by(turns.c.number.desc())
            .limit(_NEWEST)
        )
        return connection.scalars(query).all()

    def _add(
        self,
        connection: Connection,
        requester: Requester,
        audience: Audience,
        turn: Turn,
        asked_at: dt.datetime | None,
    ) -> None:
        secrets = self._database.secrets(connection)
        person = person_keys(requester, secrets)[0]
        if is_forgotten(connection, person, asked_at):
            return
        row = {
            "conversation": key_of(requester, secrets[0]),
            "at": self._clock().timestamp(),
            "requester": person,
            "audience": audience.value,
            # In ASCII, as a database takes neither NUL nor a lone surrogate.
            "body": json.dumps([turn.question, turn.answer, turn.documents]),
        }
        connection.execute(turns.insert(), row)


def _read(body: str) -> Turn | None:
    try:
        question, answer, documents = json.loads(body)
        return Turn(question, answer, tuple(documents))
    except (ValueError, TypeError):
        log.warning("a turn of a conversation is damaged and left out")
        return None
