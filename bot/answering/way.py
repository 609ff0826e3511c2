"""How a reply came about: what each step on its way gave and how long it took, for the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.answering.found import Found
from bot.conversation.condense import Condensed
from bot.generation.draft import Draft


@dataclass(slots=True)
class Laps:
    """Times the steps of an answer, in milliseconds; `clock` gives seconds."""

    clock: Callable[[], float]
    times_ms: dict[str, float] = field(default_factory=dict)
    _start: float = field(init=False)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self._last = self.clock()

    def mark(self, step: str) -> None:
        """A step has just ended."""
        now = self.clock()
        self.times_ms[step] = round((now - self._last) * 1000, 1)
        self._last = now

    @property
    def gone_s(self) -> float:
        """Seconds since the question came."""
        return self.clock() - self._start


@dataclass(frozen=True, slots=True)
class Way:
    """The steps that were taken; None for those that were not."""

    times_ms: Mapping[str, float]
    condensed: Condensed | None = None
    found: Found | None = None
    draft: Draft | None = None
