"""Read a dataset: the cases of one YAML or JSON Lines file; errors name file, line, case and field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from eval.datasets.case import REQUIREMENT_TAGS, Case
from eval.errors import DatasetError

YAML_SUFFIXES = (".yaml", ".yml")
SUFFIXES = (*YAML_SUFFIXES, ".jsonl")
_MOST_ERRORS = 20
_UNKNOWN = (
    "there is no such field; correct it, or put text that holds a comma or a colon into quotation marks"
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cases under the name of their file; `digest` is the SHA-256 of the file."""

    name: str
    digest: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A case as it is written, and the line where it starts, from 1."""

    values: Any
    line: int


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, so that `no` and 2026-03-02 stay words, and rejects duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands there twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_dataset(path: Path) -> Dataset:
    """Read a dataset file.

    A YAML file is a list of cases, or has `cases:` and beside it `defaults:` for what most cases share.
    Raises DatasetError with a line for each problem.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DatasetError(f"{path.name} is neither YAML nor JSON Lines; name it {path.stem}.yaml or .jsonl.")
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as problem:
        raise DatasetError(f"{path} cannot be read ({problem.strerror}); check the path.") from problem
    except UnicodeDecodeError as problem:
        raise DatasetError(f"{path.name} is not UTF-8; save it as UTF-8.") from problem
    if path.suffix.lower() in YAML_SUFFIXES:
        defaults, entries = _read_yaml(text, path.name)
    else:
        defaults, entries = {}, _read_json_lines(text, path.name)
    if not entries:
        raise DatasetError(f"{path.name} has no cases; write a list of them.")
    return Dataset(path.stem, hashlib.sha256(data).hexdigest(), _validate(defaults, entries, path.name))


def _read_yaml(text: str, name: str) -> tuple[Mapping[str, Any], list[_Entry]]:
    """The defaults and the cases as they are written."""
    loader = _Loader(text)
    try:
        node: Any = loader.get_single_node()
        value = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise DatasetError(
            f"{name}, line {line}: this is no YAML ({problem.problem}); correct it, or put text that holds "
            "signs such as ? : , # [ into quotation marks."
        ) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise DatasetError(f"{name} is no YAML; write it as UTF-8 text.") from problem
    defaults: Any = {}
    if isinstance(value, dict):
        unknown = sorted(set(value) - {"cases", "defaults", "description"})
        if unknown:
            raise DatasetError(
                f"{name}: {unknown[0]!r} is no part of a suite; it has cases, defaults and description."
            )
        defaults = value.get("defaults") or {}
        node = next((child for key, child in node.value if key.value == "cases"), None)
        value = value.get("cases")
    if not isinstance(value, list) or not isinstance(defaults, dict):
        return {}, []
    return defaults, [
        _Entry(entry, child.start_mark.line + 1) for entry, child in zip(value, node.value, strict=True)
    ]


def _read_json_lines(text: str, name: str) -> list[_Entry]:
    entries = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entries.append(_Entry(json.loads(line), number))
        except (ValueError, RecursionError) as problem:
            raise DatasetError(
                f"{name}, line {number}: this is no JSON; write one object a line."
            ) from problem
    return entries


def _validate(defaults: Mapping[str, Any], entries: Sequence[_Entry], name: str) -> tuple[Case, ...]:
    cases: list[Case] = []
    errors: list[str] = []
    line_of_id: dict[str, int] = {}
    for entry in entries:
        where = f"{name}, line {entry.line}"
        if not isinstance(entry.values, dict):
            raise DatasetError(f"{where}: this is no case; write `id:`, `question:` and so on.")
        try:
            case = Case.model_validate({**defaults, **entry.values})
        except ValidationError as invalid:
            errors += _messages(invalid, f"{where}, case {entry.values.get('id', 'without an id')}")
            continue
        if case.id in line_of_id:
            errors.append(
                f"{where}: the id {case.id!r} stands on line {line_of_id[case.id]} too; change one."
            )
        line_of_id.setdefault(case.id, entry.line)
        cases.append(case)
    if errors:
        more = [f"… and {len(errors) - _MOST_ERRORS} more."] if len(errors) > _MOST_ERRORS else []
        raise DatasetError("\n".join([*errors[:_MOST_ERRORS], *more]))
    return tuple(cases)


def _messages(invalid: ValidationError, where: str) -> list[str]:
    """One line for each error; the tags of requirements are left out of the paths."""
    lines = []
    for error in invalid.errors():
        steps = [
            str(step)
            for before, step in pairwise(("", *error["loc"]))
            if not (isinstance(before, int) and step in REQUIREMENT_TAGS)
        ]
        is_unknown = error["type"] == "extra_forbidden"
        message = _UNKNOWN if is_unknown else error["msg"].removeprefix("Value error, ").rstrip(".")
        lines.append(f"{', '.join([where, '.'.join(steps)]) if steps else where}: {message}.")
    return lines


def to_yaml(values: Mapping[str, Any], *, indent: int = 0) -> str:
    """The values of a case as an element of a YAML list whose dash stands in column `indent`."""
    text = yaml.dump([dict(values)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return "".join(" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True))


class _Dumper(yaml.SafeDumper):
    """Quotes text with rare line ends doubly: between single quotes they would be read as ordinary ones."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = '"' if any(end in text for end in "\x85\u2028\u2029") else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


def suite_schema() -> str:
    """The JSON Schema of a suite: a list of cases, or `cases` with `defaults`."""
    case: dict[str, Any] = Case.model_json_schema(ref_template="#/$defs/{model}")
    definitions = case.pop("$defs", {})
    suite = {
        "type": "object",
        "properties": {
            "description": {"type": "string"},
            "defaults": {**case, "required": []},
            # What `defaults` say need not be repeated.
            "cases": {"type": "array", "minItems": 1, "items": {**case, "required": ["id"]}},
        },
        "required": ["cases"],
        "additionalProperties": False,
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A suite of cases for concord-eval",
        "anyOf": [{"type": "array", "minItems": 1, "items": case}, suite],
        "$defs": definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2)
