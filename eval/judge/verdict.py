"""A verdict, and how a judge's reply is read: to the letter, or not at all."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from eval.runner.result import Kept


class Grade(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"

    @property
    def worth(self) -> float:
        """1, one half or 0."""
        return _VALUES[self]


_VALUES = {Grade.RIGHT: 1.0, Grade.PARTLY: 0.5, Grade.WRONG: 0.0}
# What some models think aloud before they answer, and the fence that some put around JSON.
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A```(?:json)?\s*\n(?P<inner>.*)\n```\Z", re.DOTALL)


class Verdict(Kept):
    """What the judge says of a result; `asked` is the digest of all it was asked, with model and rubric."""

    case: str
    repeat: int
    grade: Grade
    reason: str
    model: str
    rubric: str
    asked: str


class Unreadable(ValueError):
    """The judge's reply is not as the rubric asks; its text says in a few words what is wrong."""


class _Reply(Kept):
    key: str
    reason: str
    verdict: Grade


def read_reply(text: str, key: str) -> tuple[Grade, str]:
    """The grade and the reason; raises Unreadable where the reply is anything but the JSON object with this
    key.
    """
    bare = _THOUGHT.sub("", text, count=1).strip()
    fenced = _FENCE.match(bare)
    try:
        value = json.loads(fenced["inner"] if fenced else bare, object_pairs_hook=_once)
        reply = _Reply.model_validate(value, strict=False)
    except (ValidationError, ValueError, RecursionError) as problem:
        raise Unreadable("the judge did not reply as the rubric asks") from problem
    if reply.key != key:
        raise Unreadable("the judge's reply has another key than the question")
    return reply.verdict, " ".join(reply.reason.split())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, of which each key stands once: of two verdicts none is one."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)
