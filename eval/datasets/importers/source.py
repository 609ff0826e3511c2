"""Reads JSON and JSON Lines, checked by a model, with messages that name file, line and field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from eval.datasets.importers.lines import line_of
from eval.errors import FixTheSource

Place = tuple[str | int, ...]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Part(BaseModel):
    """The base of what data sets are made of; what no importer asks for is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


_Model = TypeVar("_Model", bound=Part)


@dataclass(frozen=True, slots=True)
class Source:
    """A JSON value of a file; `first_line` is where its text begins there."""

    file: str
    text: str
    value: Any
    first_line: int = 1

    def checked(self, kind: type[_Model]) -> _Model:
        """The value as a model; raises FixTheSource with the line and the field of what is wrong first."""
        try:
            return kind.model_validate(self.value)
        except ValidationError as invalid:
            error = invalid.errors()[0]
            raise self.wrong(error["loc"], error["msg"].removeprefix("Value error, ")) from invalid

    def wrong(self, place: Place, message: str) -> FixTheSource:
        """The error about the value at a place."""
        line = self.first_line + line_of(self.text, place) - 1
        field = ".".join(str(step) for step in place)
        where = f"{self.file}, line {line}" + (f", {field}" if field else "")
        return FixTheSource(f"{where}: {message.rstrip('.')}.")


def read_text(path: Path) -> str:
    """The text of a file; raises FixTheSource where it cannot be read as UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as problem:
        raise FixTheSource(f"{path} cannot be read ({problem.strerror}); check the path.") from problem
    except UnicodeDecodeError as problem:
        raise FixTheSource(f"{path.name} is not UTF-8; save it as UTF-8.") from problem


def whole(file: str, text: str) -> Source:
    """The one JSON value in a text; raises FixTheSource with the line where it is none."""
    try:
        return Source(file, text, json.loads(text))
    except json.JSONDecodeError as problem:
        raise FixTheSource(
            f"{file}, line {problem.lineno}: this is no JSON ({problem.msg}); correct it."
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise FixTheSource(f"{file} is no JSON that can be read; correct it.") from problem


def json_lines(file: str, text: str) -> Iterator[Source]:
    """The JSON value on each line of a text; empty lines are passed over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as problem:
                raise FixTheSource(
                    f"{file}, line {number}: this is no JSON; write one object a line."
                ) from problem
            yield Source(file, line, value, number)
