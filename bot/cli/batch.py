"""Batches for evaluators and journalists: JSON lines in, one JSON line out for each, in order."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.cli.edge import print_json
from bot.models import Turn
from ingest.errors import ConfigurationError, DocumentError, UnavailableError

_STANDARD_INPUT = Path("-")


class EarlierTurn(BaseModel):
    """An earlier turn as a batch gives it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str
    answer: str = ""


class BatchLine(BaseModel):
    """A question of a batch; other keys that a suite may carry are ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, populate_by_name=True)

    id: str = Field(alias="_id")
    question: str = Field(alias="text")
    turns: tuple[str | EarlierTurn, ...] = ()

    @property
    def earlier_turns(self) -> tuple[Turn, ...]:
        """The earlier turns; one that is only a string is a question."""
        return tuple(
            Turn(turn) if isinstance(turn, str) else Turn(turn.question, turn.answer) for turn in self.turns
        )


@dataclass(frozen=True, slots=True)
class InvalidLine:
    """A line that is no question: its id, as far as it has one, and a sentence that says what to do."""

    id: str | None
    problem: str


def run_batch(file: Path, work: Callable[[BatchLine], dict[str, Any]]) -> None:
    """Print a result for each line; raises DocumentError at the end where some had none."""
    count = failed = 0
    with _open_lines(file) as lines:
        for line in parse_lines(lines):
            count += 1
            try:
                if isinstance(line, InvalidLine):
                    raise UnavailableError(line.problem)
                print_json({"id": line.id, **work(line)})
            except UnavailableError as problem:  # a line that fails does not stop the others
                failed += 1
                print_json({"id": line.id, "kind": "error", "text": str(problem)})
    if failed:
        raise DocumentError(
            f"{failed} of {count} lines could not be answered; see to what their errors say and run again."
        )


def parse_lines(lines: Iterable[str]) -> Iterator[BatchLine | InvalidLine]:
    """The lines of a JSON Lines file (`id`/`_id`, `question`/`text`, `turns`); empty ones are skipped."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield BatchLine.model_validate_json(line)
        except ValidationError:
            yield InvalidLine(
                _identifier(line),
                f"Line {number} is not a question; write it like "
                '{"id": "1", "question": "When does it start?"} and run again.',
            )


def _identifier(line: str) -> str | None:
    """The id in a line that is no question, where it has one that can be printed."""
    try:
        values = json.loads(line)
        found = values.get("_id", values.get("id")) if isinstance(values, dict) else None
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            return None
        return str(found).encode().decode()
    except (ValueError, RecursionError):  # among them a lone surrogate, which UTF-8 cannot write
        return None


@contextmanager
def _open_lines(file: Path) -> Iterator[TextIO]:
    try:
        with _open(file) as lines:
            yield lines
    except UnicodeDecodeError as problem:
        raise DocumentError("The questions are not in UTF-8; save them as UTF-8 and run again.") from problem


def _open(file: Path) -> AbstractContextManager[TextIO]:
    if file == _STANDARD_INPUT:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig")
        return nullcontext(sys.stdin)
    try:
        return file.open(encoding="utf-8-sig")
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be opened; check the path and its permissions.") from problem
