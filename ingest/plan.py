"""Decides, without touching anything, what has to happen for the index to agree with what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What happens to one source."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Plan:
    """The action for each origin, in the order of the origins."""

    actions: Mapping[str, Action]

    def of(self, *wanted: Action) -> list[str]:
        """The origins to which one of these actions applies."""
        return [origin for origin, action in self.actions.items() if action in wanted]

    @property
    def is_idle(self) -> bool:
        """Whether everything is kept as it is."""
        return not self.of(Action.ADD, Action.CHANGE, Action.REMOVE)


def make_plan(found: Mapping[str, str], indexed: Mapping[str, str], covers: Callable[[str], bool]) -> Plan:
    """Compares checksums by origin: `found` now, `indexed` before.

    What is indexed but was not found is removed where `covers` says that it would have been found, and kept
    where this run did not look.
    """
    actions: dict[str, Action] = {}
    for origin in sorted({*found, *indexed}):
        if origin not in indexed:
            actions[origin] = Action.ADD
        elif origin not in found:
            actions[origin] = Action.REMOVE if covers(origin) else Action.KEEP
        else:
            actions[origin] = Action.KEEP if found[origin] == indexed[origin] else Action.CHANGE
    return Plan(actions)
