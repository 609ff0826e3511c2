"""Remarks on answers: whether they helped, what was wrong, and what would be right."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, AwareDatetime, Field
from sqlalchemy import Connection, delete, select

from bot.models import Audience, Value
from bot.storage.requesters import is_forgotten
from bot.storage.retention import PersonalStore
from bot.storage.tables import remarks

log = logging.getLogger(__name__)


class Remark(Value):
    """What one person said of one answer.

    `answer` is the id of its record, `requester` the key of who says it. `audience` is that of the answer:
    the remark may repeat what only they may read. `wrong` and `right` are that person's words, both empty
    where they only pressed a button.
    """

    answer: str
    at: Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(dt.UTC))]
    surface: str
    # The first release called it `asker`.
    requester: str = Field(validation_alias=AliasChoices("requester", "asker"))
    audience: Audience
    helpful: bool
    wrong: str = ""
    right: str = ""


class Feedback(PersonalStore):
    """The remarks on answers."""

    def add(self, remark: Remark) -> None:
        """Keep a remark in place of what the same person said of the same answer before.

        It is not kept where that person was forgotten since they made it.
        """
        self._retention.add(lambda connection: _put(connection, remark))

    def remarks(
        self, audience: Audience = Audience.STAFF, *, since: dt.datetime | None = None
    ) -> Sequence[Remark]:
        """The remarks on answers that `audience` may read, later than `since` where that is given.

        The oldest come first; one that is damaged is left out.
        """
        after = max(self._retention.oldest, since.timestamp() if since else 0.0)
        query = (
            select(remarks.c.body)
            .where(remarks.c.at > after, remarks.c.audience.in_(audience.readable))
            .order_by(remarks.c.at, remarks.c.number)
        )
        bodies = self._database.read(lambda connection: connection.scalars(query).all()) or ()
        return [remark for body in bodies if (remark := _read(body)) is not None]


def _put(connection: Connection, remark: Remark) -> None:
    if is_forgotten(connection, remark.requester, remark.at):
        return
    is_same = (remarks.c.answer == remark.answer) & (remarks.c.requester == remark.requester)
    connection.execute(delete(remarks).where(is_same))
    row = {
        "answer": remark.answer,
        "at": remark.at.timestamp(),
        "requester": remark.requester,
        "audience": remark.audience.value,
        # In ASCII, so that a lone surrogate in what was typed survives.
        "body": json.dumps(remark.model_dump(mode="json"), separators=(",", ":")),
    }
    connection.execute(remarks.insert(), row)


def _read(body: str) -> Remark | None:
    try:
        return Remark.model_validate(json.loads(body))
    except (ValueError, TypeError, RecursionError):
        log.warning("a remark in the feedback is damaged and left out")
        return None
