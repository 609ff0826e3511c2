"""Reads YAML and JSON Lines together with the line on which each value stands, for messages that name it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from eval.errors import FixTheSuite

# From the top of the file to a value: keys and places in lists.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the line, from 1, of each value within it by its path."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest one around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def within(self, *path: str | int) -> Located:
        """The value at `path` by itself."""
        value = self.value
        for step in path:
            value = value[step]
        inner = {key[len(path) :]: line for key, line in self.lines.items() if key[: len(path)] == path}
        return Located(value, inner)


def read_yaml(text: str, name: str) -> Located:
    """The one document in `text`; every scalar is text, so that `no` stays a word and 2026-03-02 one too.

    Raises FixTheSuite with the line of what is wrong.
    """
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise FixTheSuite(
            f"{name}, line {line}: this is no YAML ({problem.problem}); correct it, or put text that holds "
            "signs such as ? : , # [ into quotation marks."
        ) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise FixTheSuite(f"{name} is no YAML; write it as UTF-8 text.") from problem
    lines: dict[Path, int] = {}
    for path, each in _walk(node, (), name) if node is not None else ():
        lines.setdefault(path, each.start_mark.line + 1)
    return Located(value, lines)


def read_json_lines(text: str, name: str) -> Located:
    """A list of the objects in `text`, one a line; empty lines are passed over.

    Raises FixTheSuite with the line of what is wrong.
    """
    values: list[Any] = []
    lines: dict[Path, int] = {(): 1}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise FixTheSuite(
                f"{name}, line {number}: this is no JSON; write one object a line."
            ) from problem
        lines[(len(values),)] = number
        values.append(value)
    return Located(values, lines)


def _walk(node: yaml.Node, path: Path, name: str) -> Iterator[tuple[Path, yaml.Node]]:
    yield path, node
    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            yield from _walk(each, (*path, number), name)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise FixTheSuite(f"{name}, line {line}: {key.value!r} stands here twice; remove one.")
            seen.add(key.value)
            yield (*path, key.value), key
            yield from _walk(value, (*path, key.value), name)
