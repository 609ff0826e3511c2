"""A suite: the cases of one file, each checked, with messages that name file, line and field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.datasets.case import Case
from eval.datasets.located import Located, read_json_lines, read_yaml
from eval.datasets.requirement import FORMS
from eval.errors import FixTheSuite

SUFFIXES = {".yaml": read_yaml, ".yml": read_yaml, ".jsonl": read_json_lines}
# Whoever wrote more mistakes than these sees the others once the first are mended.
_MOST_TOLD = 20
# What pydantic puts before the message of a check of ours.
_PREFIX = "Value error, "
_UNKNOWN = (
    "there is no such field; correct it, or put text that holds a comma or a colon into quotation marks"
)


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases under the name of their file; `digest` changes with every byte of it."""

    name: str
    digest: str
    cases: tuple[Case, ...]


def read_suite(path: Path) -> Suite:
    """The suite in a YAML or JSON Lines file.

    A YAML file is a list of cases, or has `cases:` and beside it `defaults:` for what most cases share.
    Raises FixTheSuite with a line for each thing that is wrong.
    """
    read = SUFFIXES.get(path.suffix.lower())
    if read is None:
        raise FixTheSuite(f"{path.name} is neither YAML nor JSON Lines; name it {path.stem}.yaml or .jsonl.")
    try:
        data = path.read_bytes()
        found = read(data.decode("utf-8-sig"), path.name)
    except OSError as problem:
        raise FixTheSuite(f"{path} cannot be read ({problem.strerror}); check the path.") from problem
    except UnicodeDecodeError as problem:
        raise FixTheSuite(f"{path.name} is not UTF-8; save it as UTF-8.") from problem
    cases, wrong = _checked(found, path.name)
    if wrong:
        more = [f"… and {len(wrong) - _MOST_TOLD} more."] if len(wrong) > _MOST_TOLD else []
        raise FixTheSuite("\n".join([*wrong[:_MOST_TOLD], *more]))
    return Suite(path.stem, hashlib.sha256(data).hexdigest(), tuple(cases))


def _checked(found: Located, name: str) -> tuple[list[Case], list[str]]:
    """The cases that are as they must be, and a line for each thing that is wrong with the others."""
    defaults, entries = _entries(found, name)
    cases: list[Case] = []
    wrong: list[str] = []
    first: dict[str, int] = {}
    for entry in entries:
        try:
            case = Case.model_validate({**defaults, **entry.value})
        except ValidationError as invalid:
            wrong += _told(invalid, entry, name)
            continue
        line = entry.line(())
        if case.id in first:
            wrong.append(
                f"{name}, line {line}: the id {case.id!r} stands on line {first[case.id]} too; change one."
            )
        first.setdefault(case.id, line)
        cases.append(case)
    return cases, wrong


def _entries(found: Located, name: str) -> tuple[Mapping[str, Any], list[Located]]:
    """What most cases share, and the cases as they stand in the file."""
    value: Any = found.value
    top: tuple[str, ...] = ()
    defaults: Any = {}
    if isinstance(value, dict):
        unknown = sorted(set(value) - {"cases", "defaults", "description"})
        if unknown:
            line = found.line((unknown[0],))
            raise FixTheSuite(
                f"{name}, line {line}: {unknown[0]!r} is no part of a suite; it has cases, defaults and "
                "description."
            )
        defaults = value.get("defaults") or {}
        top = ("cases",)
        value = value.get("cases")
    if not isinstance(value, list) or not value or not isinstance(defaults, dict):
        raise FixTheSuite(f"{name} has no cases; write a list of them.")
    entries = [found.within(*top, number) for number in range(len(value))]
    for entry in entries:
        if not isinstance(entry.value, dict):
            raise FixTheSuite(
                f"{name}, line {entry.line(())}: this is no case; write `id:`, `question:` and so on."
            )
    return defaults, entries


def _told(invalid: ValidationError, entry: Located, name: str) -> Iterator[str]:
    identifier = entry.value.get("id", "without an id")
    for error in invalid.errors():
        path = _path(entry.value, error["loc"])
        field = ".".join(str(step) for step in path)
        where = f"{name}, line {entry.line(path)}, case {identifier}"
        is_unknown = error["type"] == "extra_forbidden"
        message = _UNKNOWN if is_unknown else error["msg"].removeprefix(_PREFIX).rstrip(".")
        yield f"{where}, {field}: {message}." if field else f"{where}: {message}."


def _path(value: Any, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where in `value` an error is; pydantic names, between the steps, the form that it took a value for."""
    path: list[str | int] = []
    for place, step in enumerate(loc):
        if place and isinstance(loc[place - 1], int) and step in FORMS and place < len(loc) - 1:
            continue
        if isinstance(value, dict) and isinstance(step, str):
            path.append(step)
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return tuple(path)
