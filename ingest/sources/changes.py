"""Decides, without touching anything, what has to happen for the index to agree with what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.sources.discovery import Source, is_web


class Action(StrEnum):
    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Plan:
    """The action for each origin, in the order of the origins."""

    actions: Mapping[str, Action]

    def origins(self, *actions: Action) -> list[str]:
        return [origin for origin, action in self.actions.items() if action in actions]

    @property
    def is_idle(self) -> bool:
        return not self.origins(Action.ADD, Action.CHANGE, Action.REMOVE)


def make_plan(present: Mapping[str, str], indexed: Mapping[str, str], is_gone: Callable[[str], bool]) -> Plan:
    """Compare checksums by origin: `present` now, `indexed` before.

    What is indexed but was not found is removed where `is_gone` holds, and kept where this run did not look.
    """
    actions: dict[str, Action] = {}
    for origin in sorted({*present, *indexed}):
        if origin not in indexed:
            actions[origin] = Action.ADD
        elif origin not in present:
            actions[origin] = Action.REMOVE if is_gone(origin) else Action.KEEP
        else:
            actions[origin] = Action.KEEP if present[origin] == indexed[origin] else Action.CHANGE
    return Plan(actions)


def find_moved(
    sources: Iterable[Source],
    present: Mapping[str, str],
    indexed: Mapping[str, str],
    exists: Callable[[str], bool],
) -> frozenset[str]:
    """The indexed origins whose file is gone, while the same bytes were found under the same name elsewhere.

    `present` and `indexed` are checksums by origin. Where the bytes differ nobody knows that it is the same
    file: its disk may only be away for a while.
    """
    new = [source for source in sources if source.origin in present and source.origin not in indexed]
    return frozenset(
        origin
        for origin, checksum in indexed.items()
        if any(present[s.origin] == checksum and Path(origin).as_posix().endswith(f"/{s.name}") for s in new)
        and not is_web(origin)
        and not exists(origin)
    )
