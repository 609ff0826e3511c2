"""Verdicts: how a judge's reply is parsed, strictly, and the file that keeps the verdicts of a run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.datasets.case import StrictModel
from eval.errors import RunError
from eval.files import append_line, read_models, replace_text

_FILE = "verdicts.jsonl"
# Thinking aloud before the reply, and a code fence around JSON.
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A```(?:json)?\s*\n(?P<inner>.*)\n```\Z", re.DOTALL)


class Grade(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"

    @property
    def worth(self) -> float:
        return {Grade.RIGHT: 1.0, Grade.PARTLY: 0.5, Grade.WRONG: 0.0}[self]


class Verdict(StrictModel):
    """The judge's verdict on a result; `asked` is the digest of the question, with model and rubric."""

    case: str
    repeat: int
    grade: Grade
    reason: str
    model: str
    rubric: str
    asked: str


class UnreadableReplyError(ValueError):
    """The judge's reply is not as the rubric asks."""


class _Reply(StrictModel):
    key: str
    reason: str
    verdict: Grade


def parse_reply(text: str, key: str) -> tuple[Grade, str]:
    """Grade and reason; raises UnreadableReplyError for anything but the JSON object with this key."""
    bare = _THOUGHT.sub("", text, count=1).strip()
    fenced = _FENCE.match(bare)
    try:
        value = json.loads(fenced["inner"] if fenced else bare, object_pairs_hook=_reject_duplicate_keys)
        reply = _Reply.model_validate(value, strict=False)
    except (ValidationError, ValueError, RecursionError) as problem:
        raise UnreadableReplyError("the judge did not reply as the rubric asks") from problem
    if reply.key != key:
        raise UnreadableReplyError("the judge's reply has another key than the question")
    return reply.verdict, " ".join(reply.reason.split())


def _reject_duplicate_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def read_verdicts(run: Path) -> list[Verdict]:
    """The verdicts in the folder of a run; a line that a stop cut off is skipped."""
    try:
        verdicts = read_models(run / _FILE, Verdict)
    except OSError as problem:
        raise RunError(f"{run / _FILE} cannot be read ({problem.strerror}); check its rights.") from problem
    return list({(verdict.case, verdict.repeat): verdict for verdict in verdicts}.values())


def write_verdicts(run: Path, verdicts: Iterable[Verdict]) -> None:
    with _explain_disk_errors(run):
        replace_text(run / _FILE, "".join(verdict.model_dump_json() + "\n" for verdict in verdicts))


def add_verdict(run: Path, verdict: Verdict) -> None:
    with _explain_disk_errors(run):
        append_line(run / _FILE, verdict.model_dump_json())


@contextmanager
def _explain_disk_errors(run: Path) -> Iterator[None]:
    """Raises RunError where the verdicts cannot be written."""
    try:
        yield
    except OSError as problem:
        raise RunError(
            f"{run / _FILE} cannot be written ({problem.strerror}); mend that, and the same command goes on."
        ) from problem
