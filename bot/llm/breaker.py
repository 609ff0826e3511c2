"""A circuit breaker: after some failures in a row whoever fails is left alone for a while, then tried once.

Closed, every call is let through. As many failures in a row as it bears open it; then no call is let through
until it has rested. After that one call is let through on trial, and only when that has ended the next: it
closes the breaker, or opens it anew (M. Nygard, Release It!, 2007, 5.2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to make one call; it is given back with how the call ended."""

    era: int


@dataclass(frozen=True, slots=True)
class _State:
    """`era` counts the openings and closings: how a call of an earlier era ended says nothing any more."""

    era: int = 0
    failed: int = 0
    opened_at: float | None = None
    is_tried: bool = False


class Breaker:
    """Opens after `failures` in a row for `rest_s` seconds of `clock`; threads may share it."""

    def __init__(self, failures: int, rest_s: float, clock: Callable[[], float]) -> None:
        self._failures = failures
        self._rest_s = rest_s
        self._clock = clock
        self._lock = threading.Lock()
        self._state = _State()

    def admit(self) -> Permit | None:
        """Leave to make a call, or None while it is open."""
        with self._lock:
            state = self._state
            if state.opened_at is not None:
                if state.is_tried or self._clock() - state.opened_at < self._rest_s:
                    return None
                self._state = replace(state, is_tried=True)
            return Permit(state.era)

    def succeeded(self, permit: Permit) -> None:
        """The call came to its end: failures before it are forgotten."""
        with self._lock:
            if permit.era == self._state.era:
                era = self._state.era + (self._state.opened_at is not None)
                self._state = _State(era)

    def failed(self, permit: Permit) -> None:
        """The call failed."""
        with self._lock:
            state = self._state
            if permit.era != state.era:
                return
            if state.is_tried or state.failed + 1 >= self._failures:
                self._state = _State(state.era + 1, opened_at=self._clock())
            else:
                self._state = replace(state, failed=state.failed + 1)

    def abandoned(self, permit: Permit) -> None:
        """Nobody waited for the end of the call, so it says nothing of whom it went to."""
        with self._lock:
            if permit.era == self._state.era:
                self._state = replace(self._state, is_tried=False)
