"""The server's time: a clock that a test may put forward, and the ids that carry their time."""

from __future__ import annotations

import time
from datetime import UTC, datetime

# The first second of 2015, from which Discord's ids count (milliseconds).
EPOCH_MS = 1_420_070_400_000


class Clock:
    """Seconds since 1970 that never go back, and go as a test says."""

    def __init__(self) -> None:
        self._from_s = time.time() - time.monotonic()
        self._ahead_s = 0.0
        self._held_s: float | None = None

    def now(self) -> float:
        """Seconds since 1970."""
        return (self._held_s or self._from_s + time.monotonic()) + self._ahead_s

    def hold(self) -> None:
        """Stands still from now on, but for `advance`."""
        self._held_s = self._from_s + time.monotonic()

    def advance(self, seconds: float) -> None:
        """Lets time pass at once: tokens grow old, nothing is waited for."""
        self._ahead_s += seconds


class Snowflakes:
    """Gives ids as Discord does: 42 bits of time, 22 bits that tell those of one millisecond apart."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """An id that is greater than all before it."""
        self._last = max(self._last + 1, (int(self._clock.now() * 1000) - EPOCH_MS) << 22)
        return self._last


def stamp(at_s: float) -> str:
    """A time as Discord writes it (ISO 8601, UTC)."""
    return datetime.fromtimestamp(at_s, UTC).isoformat()
