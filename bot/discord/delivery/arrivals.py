"""Keeps one person's questions in the order in which they came, however long each takes to be admitted."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Arrival:
    """One question that has come, `at` which time; those of the same person before it go first."""

    def __init__(self, before: asyncio.Event | None, at: dt.datetime) -> None:
        self.at = at
        self._before = before
        self.has_passed = asyncio.Event()

    async def turn(self) -> None:
        """Waits until the one before it has joined the line, or will not."""
        if self._before is not None:
            await self._before.wait()

    def passed(self) -> None:
        """It has joined the line: the next may."""
        self.has_passed.set()


class Arrivals:
    """The questions that have come and did not join the line yet; to be used in one event loop.

    `now` tells the time with its zone.
    """

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self._now = now
        self._latest: dict[int, Arrival] = {}

    def __len__(self) -> int:
        """Of how many people something is on its way."""
        return len(self._latest)

    @contextmanager
    def of(self, user: int) -> Iterator[Arrival]:
        """Takes note of a question of this person, before anything is awaited for it."""
        before = self._latest.get(user)
        arrival = Arrival(before.has_passed if before else None, self._now())
        self._latest[user] = arrival
        try:
            yield arrival
        finally:
            arrival.passed()
            if self._latest.get(user) is arrival:
                del self._latest[user]
