"""A remark on an answer, and its form as JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from bot.models import Audience, Value
from ingest.errors import DocumentError


class Remark(Value):
    """What one person said of one answer.

    `answer` is the id of its record, `requester` the key of who says it, which gives no name away.
    `audience` is that of the answer: the remark may repeat what only they may read. `wrong` and `right` are
    that person's words, both empty where they only pressed a button.
    """

    answer: str
    at: Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(dt.UTC))]
    surface: str
    requester: str
    audience: Audience
    helpful: bool
    wrong: str = ""
    right: str = ""


def to_json(remark: Remark) -> str:
    """The remark as JSON in ASCII, so that a lone surrogate in what was typed survives."""
    return json.dumps(remark.model_dump(mode="json"), separators=(",", ":"))


def from_json(text: str) -> Remark:
    """The remark in `text`; raises DocumentError where it is none."""
    try:
        return Remark.model_validate(json.loads(text))
    except (ValueError, TypeError, RecursionError) as damaged:
        raise DocumentError("A remark in the feedback is damaged and cannot be read.") from damaged
