"""Trace of one answer: intermediate results and step timings, for its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.conversation.condense import Condensed
from bot.generation.stream import GeneratedAnswer
from bot.retrieval.context import RetrievedContext


@dataclass(slots=True)
class StepTimer:
    """Times the steps of an answer, in milliseconds; `clock` gives seconds."""

    clock: Callable[[], float]
    times_ms: dict[str, float] = field(default_factory=dict)
    _start: float = field(init=False)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self._last = self.clock()

    def record(self, step: str) -> None:
        """Records the time since the last step under this name."""
        now = self.clock()
        self.times_ms[step] = round((now - self._last) * 1000, 1)
        self._last = now

    @property
    def elapsed_s(self) -> float:
        """Seconds since the question came."""
        return self.clock() - self._start


@dataclass(frozen=True, slots=True)
class AnswerTrace:
    """The results of the steps; None for those that were not taken."""

    times_ms: Mapping[str, float]
    condensed: Condensed | None = None
    context: RetrievedContext | None = None
    generated: GeneratedAnswer | None = None
