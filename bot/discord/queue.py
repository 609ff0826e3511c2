"""Lets so many answer at once and the others wait in line, first come, first served.

One person has one answer made at a time and two more waiting at most, so that nobody fills the line. Whose
turn it is while an earlier answer of theirs is being made is passed over until that has ended.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

_MAX_WAITING = 2  # of one person


class QueueFullError(Exception):
    """No more may wait now; try again when some have been answered."""


class WaitsAlreadyError(QueueFullError):
    """This person has enough waiting already; wait for an answer."""


class Arrival:
    """One question that has come, `at` which time; those of the same person before it go first."""

    def __init__(self, before: asyncio.Event | None, at: dt.datetime) -> None:
        self.at = at
        self._before = before
        self.has_passed = asyncio.Event()

    async def wait_for_earlier(self) -> None:
        """Waits until the one before it has joined the line, or will not."""
        if self._before is not None:
            await self._before.wait()

    def pass_on(self) -> None:
        self.has_passed.set()


class _Entry:
    """Somebody in line, or at work; `changed` is set when something changed for them."""

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.is_at_work = False
        self.changed = asyncio.Event()


def ignore(_: int) -> None:
    """Does nothing."""


class AnswerQueue:
    """At most `workers` at work and `most` in line; to be used in one event loop.

    `watch` gets how many wait whenever that changes.
    """

    def __init__(self, workers: int, most: int, watch: Callable[[int], None] = ignore) -> None:
        self._workers = workers
        self._most = most
        self._line: list[_Entry] = []
        self._at_work: set[int] = set()  # the owners
        self._latest: dict[int, Arrival] = {}
        self._watch = watch

    def __len__(self) -> int:
        return len(self._line)

    @property
    def at_work(self) -> int:
        return len(self._at_work)

    @contextmanager
    def arrival(self, user: int, at: dt.datetime) -> Iterator[Arrival]:
        """Keeps the order of a person's questions; enter it before anything is awaited for the question."""
        before = self._latest.get(user)
        arrival = self._latest[user] = Arrival(before.has_passed if before else None, at)
        try:
            yield arrival
        finally:
            arrival.pass_on()
            if self._latest.get(user) is arrival:
                del self._latest[user]

    @asynccontextmanager
    async def place(self, owner: int, moved: Callable[[int], None] = ignore) -> AsyncIterator[None]:
        """Waits for the turn of a person's question, and keeps one place at work while the block lasts.

        `moved` gets how many wait before it, at once and whenever that changes; not where its turn comes at
        once. Raises QueueFullError where it may not even wait. Whoever is cancelled makes room for others.
        """
        entry = _Entry(owner)
        self._join(entry)
        try:
            await self._wait_for_turn(entry, moved)
            yield
        finally:
            self._leave(entry)

    def _join(self, entry: _Entry) -> None:
        self._line.append(entry)
        self._serve()
        if entry.is_at_work:
            return
        refusal: type[QueueFullError] | None = None
        if sum(waiting.owner == entry.owner for waiting in self._line) > _MAX_WAITING:
            refusal = WaitsAlreadyError
        elif len(self._line) > self._most:
            refusal = QueueFullError
        if refusal is not None:
            self._line.remove(entry)
            raise refusal
        self._watch(len(self._line))

    async def _wait_for_turn(self, entry: _Entry, moved: Callable[[int], None]) -> None:
        last = None
        while not entry.is_at_work:
            before = self._line.index(entry)
            if before != last:
                last = before
                moved(before)
            entry.changed.clear()
            await entry.changed.wait()

    def _leave(self, entry: _Entry) -> None:
        if entry.is_at_work:
            self._at_work.remove(entry.owner)
        else:
            self._line.remove(entry)
        self._serve()
        for waiting in self._line:
            waiting.changed.set()
        self._watch(len(self._line))

    def _serve(self) -> None:
        """Gives the free places to those who wait longest and have nothing at work."""
        for entry in tuple(self._line):
            if len(self._at_work) >= self._workers:
                return
            if entry.owner not in self._at_work:
                self._line.remove(entry)
                self._at_work.add(entry.owner)
                entry.is_at_work = True
                entry.changed.set()
