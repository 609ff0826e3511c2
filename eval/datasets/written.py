"""Writes a case as YAML, and finds in a file of cases where the next one goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from eval.datasets.case import Case

# A quotation stays on one line, however long, so that it can be found again.
_NO_WIDTH = 1_000_000
_RARE_LINE_ENDS = "\x85\u2028\u2029"


class _Dumper(yaml.SafeDumper):
    """Writes rare line ends as escapes: between single quotes they would be read as ordinary ones."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A text, between double quotes where it has such a line end."""
        style = '"' if any(end in text for end in _RARE_LINE_ENDS) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case goes: before the character at `offset`, its dash in the column `indent`, from 0."""

    offset: int
    indent: int


def values_of(case: Case, *, always: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the case says, in the order of its fields; what goes without saying only for `always`."""
    said = case.model_dump(mode="json", exclude_defaults=True)
    all_of_it = case.model_dump(mode="json", exclude_none=True)
    keys = [key for key in all_of_it if key in said or key in (always or {})]
    return {key: said.get(key, all_of_it[key]) for key in keys}


def yaml_of(values: Mapping[str, Any], *, indent: int = 0) -> str:
    """The values of a case as an element of a list of YAML, whose dash stands in the column `indent`."""
    text = yaml.dump([dict(values)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NO_WIDTH)
    return "".join(" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True))


def place_for_next(text: str) -> Place | None:
    """Where the next case goes in a valid suite; None where its cases do not stand a block each."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    if isinstance(root, yaml.SequenceNode):
        return _behind(root, len(text))
    if not isinstance(root, yaml.MappingNode):
        return None
    keys = [key for key, _ in root.value]
    for number, (key, value) in enumerate(root.value):
        if key.value == "cases" and isinstance(value, yaml.SequenceNode):
            is_last = number + 1 == len(keys)
            return _behind(value, len(text) if is_last else _line_behind(text, _last_leaf(value)))
    return None


def _behind(cases: yaml.SequenceNode, offset: int) -> Place | None:
    return None if cases.flow_style else Place(offset, cases.start_mark.column)


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """What stands last in it, whose end is where its text ends; a block's own end is behind all comments."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def _line_behind(text: str, leaf: yaml.Node) -> int:
    end = int(leaf.end_mark.index)
    if text[:end].endswith("\n"):  # a block of lines ends with its last one
        return end
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1
