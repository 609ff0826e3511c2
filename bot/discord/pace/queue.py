"""Lets so many answer at once and the others wait in line, first come, first served.

One person has one answer made at a time and two more waiting at most, so that nobody fills the line. Whose
turn it is while an earlier answer of theirs is being made is passed over until that has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_WAITING_EACH = 2  # of one person


class QueueIsFull(Exception):
    """No more may wait now; try again when some have been answered."""


class WaitsAlready(QueueIsFull):
    """This person has enough waiting already; wait for an answer."""


class _Entry:
    """Somebody in line, or at work; `stirred` is set when something changed for them."""

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.runs = False
        self.stirred = asyncio.Event()


def _nobody(_: int) -> None:
    """Tells nobody."""


class Queue:
    """At most `workers` at work and `most` in line; to be used in one event loop.

    `watch` is told how many wait whenever that changes.
    """

    def __init__(self, workers: int, most: int, watch: Callable[[int], None] = _nobody) -> None:
        self._workers = workers
        self._most = most
        self._line: list[_Entry] = []
        self._at_work: set[int] = set()  # the owners
        self.watch = watch

    def __len__(self) -> int:
        """How many wait."""
        return len(self._line)

    @property
    def at_work(self) -> int:
        """How many are being answered."""
        return len(self._at_work)

    @asynccontextmanager
    async def place(self, owner: int, moved: Callable[[int], None] = _nobody) -> AsyncIterator[None]:
        """Waits for the turn of a person's question, and keeps one place at work while the block lasts.

        `moved` is told how many wait before it, at once and whenever that changes; not where its turn comes
        at once. Raises WaitsAlready or QueueIsFull where it may not even wait. Whoever is cancelled leaves
        the line or the place to others.
        """
        entry = _Entry(owner)
        self._join(entry)
        try:
            await self._turn(entry, moved)
            yield
        finally:
            self._leave(entry)

    def _join(self, entry: _Entry) -> None:
        self._line.append(entry)
        self._serve()
        if entry.runs:
            return
        refusal: type[QueueIsFull] | None = None
        if sum(each.owner == entry.owner for each in self._line) > _WAITING_EACH:
            refusal = WaitsAlready
        elif len(self._line) > self._most:
            refusal = QueueIsFull
        if refusal is not None:
            self._line.remove(entry)
            raise refusal
        self.watch(len(self._line))

    async def _turn(self, entry: _Entry, moved: Callable[[int], None]) -> None:
        told = None
        while not entry.runs:
            before = self._line.index(entry)
            if before != told:
                told = before
                moved(before)
            entry.stirred.clear()
            await entry.stirred.wait()

    def _leave(self, entry: _Entry) -> None:
        if entry.runs:
            self._at_work.remove(entry.owner)
        else:
            self._line.remove(entry)
        self._serve()
        for each in self._line:
            each.stirred.set()
        self.watch(len(self._line))

    def _serve(self) -> None:
        """Gives the free places to those who wait longest and have nothing at work."""
        for entry in tuple(self._line):
            if len(self._at_work) >= self._workers:
                return
            if entry.owner not in self._at_work:
                self._line.remove(entry)
                self._at_work.add(entry.owner)
                entry.runs = True
                entry.stirred.set()
