"""A candidate: a question whose answer did not help or was refused, with all that a reviewer needs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.models import Audience, Language
from eval.datasets.case import EarlierTurn
from eval.errors import EvalError
from eval.runner.result import Cited, Retrieved

KEY_DIGITS = 16
# Between parts of a key, in none of which it stands.
_BETWEEN = "\x1f"


class FixTheCandidates(EvalError):
    """The file of candidates is not as it must be, or cannot be written."""


class Part(BaseModel):
    """The base of what a candidate is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(Part):
    """What somebody said of an answer: what was wrong, and what would be right; either may be empty."""

    wrong: str = ""
    right: str = ""


class Candidate(Part):
    """A question that may become a case; `count` answers were given to it that did not help or refused.

    `question` is as it was typed last, `standalone` as it was understood where that is another, `turns` the
    earlier ones where it leans on them; `documents` are those that it was limited to. `answered` is the text
    of the last such answer, with its citations and passages; `record` is the id of its record, `index` the
    generation that it read, `at` when it or what was said of it came, in UTC. Who asked is not in it.
    """

    key: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{KEY_DIGITS}}}$")]
    question: Annotated[str, Field(min_length=1)]
    standalone: str = ""
    turns: tuple[EarlierTurn, ...] = ()
    documents: tuple[str, ...] = ()
    language: Language
    audience: Audience
    refused: bool
    answered: str
    citations: tuple[Cited, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    remarks: tuple[Said, ...] = ()
    count: Annotated[int, Field(ge=1)] = 1
    record: str
    index: str = ""
    at: AwareDatetime

    @property
    def right(self) -> str:
        """What was last said to be right; empty where nobody said it."""
        return next((each.right for each in reversed(self.remarks) if each.right.strip()), "")


def key_of(candidate_of: Audience, *words: str) -> str:
    """By what the same question is known again, in whatever case, spacing and punctuation at its end.

    The words cannot be read out of it, so that it may be kept of what was rejected.
    """
    parts = _BETWEEN.join([candidate_of.value, *map(_normalised, words)])
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:KEY_DIGITS]


def to_line(candidate: Candidate) -> str:
    """The candidate as one line of JSON in ASCII, so that a lone surrogate in what was typed survives."""
    return json.dumps(candidate.model_dump(mode="json", exclude_defaults=True))


def utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC; one without a zone is taken to be in UTC already."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _normalised(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).replace(_BETWEEN, " ")
    return plain.rstrip("?!.…。 ") or plain
