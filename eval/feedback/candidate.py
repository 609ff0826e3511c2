"""A candidate: a question whose answer did not help or was refused, with all that a reviewer needs."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from typing import Annotated

from pydantic import AwareDatetime, Field

from bot.models import Audience, Language
from eval.datasets.case import EarlierTurn, NonEmpty, StrictModel
from eval.models import ResultCitation, ResultPassage

KEY_DIGITS = 16
# Between the parts of a key, none of which contains it.
_SEPARATOR = "\x1f"
# <@1>, <@!1>, <@&1>, <#1>, </ask:1>, <:name:1>, <a:name:1>, <t:1:R>, <id:home>
_MARKUP = re.compile(r"<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,32}:|t:-?|id:)[^<>\s]{1,32}>")
_LINK = re.compile(
    r"(?:https?://)?(?:\w+\.)?(?:discord(?:app)?\.com/(?:channels|users)|discord\.gg)/[\w@/-]+", re.I
)
# Discord's ids have 17 to 20 digits; no figure is written so without a comma.
_ID = re.compile(r"(?<![\w.,])\d{17,20}(?![\w.,]*\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class RemarkText(StrictModel):
    """What somebody wrote about an answer; either may be empty."""

    wrong: str = ""
    right: str = ""


class Candidate(StrictModel):
    """A question that may become a case, without who asked it.

    `question` is as it was typed last, `standalone` as it was understood where that differs, `turns` the
    earlier ones that it needs; `documents` are those that it was limited to. `answered`, `citations` and
    `passages` are of the last such answer of `count`; `record` is the id of its record, `index` the
    generation that it read, `at` when it or the last remark on it came.
    """

    key: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{KEY_DIGITS}}}$")]
    question: NonEmpty
    standalone: str = ""
    turns: tuple[EarlierTurn, ...] = ()
    documents: tuple[str, ...] = ()
    language: Language
    audience: Audience
    refused: bool
    answered: str
    citations: tuple[ResultCitation, ...] = ()
    passages: tuple[ResultPassage, ...] = ()
    remarks: tuple[RemarkText, ...] = ()
    count: Annotated[int, Field(ge=1)] = 1
    record: str
    index: str = ""
    at: AwareDatetime

    @property
    def right(self) -> str:
        return next((remark.right for remark in reversed(self.remarks) if remark.right.strip()), "")

    @property
    def full_question(self) -> str:
        return self.standalone or self.question


def candidate_key(audience: Audience, *words: str) -> str:
    """A digest that is the same for the same question in any case, spacing and final punctuation.

    The words cannot be read out of it, so it may be kept of what was rejected.
    """
    parts = _SEPARATOR.join([audience.value, *map(_normalise, words)])
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:KEY_DIGITS]


def _normalise(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).replace(_SEPARATOR, " ")
    return plain.rstrip("?!.…。 ") or plain


def anonymise(text: str) -> str:
    """Replace mentions, links into Discord and bare ids by "…", and lone surrogates by U+FFFD."""
    for pattern in (_MARKUP, _LINK, _ID):
        text = pattern.sub("…", text)
    return _SURROGATE.sub("\ufffd", text)


def to_utc(moment: dt.datetime) -> dt.datetime:
    """One without a zone is taken to be in UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
