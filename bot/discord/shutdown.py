"""How the bot stops: nothing new is begun, what is open may end, and what does not end in time is told so."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

Result = TypeVar("Result")
# Of the time to stop, the share in which answers may end of themselves; the rest is for apologies.
_TO_END = 0.7


class StoppedError(Exception):
    """The bot stops before the work has ended."""


class TookTooLongError(Exception):
    """The work has not ended in the time that it had."""


class Shutdown:
    """Knows what is open; to be used in one event loop."""

    def __init__(self) -> None:
        self._open: set[asyncio.Task[Any]] = set()
        self._background: set[asyncio.Task[Any]] = set()
        self._stop = asyncio.Event()
        self.has_begun = False

    def __len__(self) -> int:
        return len(self._open)

    def track(self) -> None:
        """The running task is open until it ends, with what is told where it fails."""
        task = asyncio.current_task()
        if task is not None and task not in self._open:
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    def keep(self, task: asyncio.Task[Any]) -> None:
        """Keeps a task alive that nobody waits for; not even the end of the bot does."""
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def wait_for_background(self) -> None:
        while self._background:
            await asyncio.wait(set(self._background))

    async def result_of(self, work: asyncio.Future[Result], within_s: float) -> Result:
        """The result of `work`, which goes on where it has not ended in time.

        Raises TookTooLongError after `within_s` seconds, StoppedError when the bot stops, and what it raises.
        """
        stop = asyncio.create_task(self._stop.wait())
        try:
            both: set[asyncio.Future[Any]] = {work, stop}
            await asyncio.wait(both, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
        if work.done():
            return work.result()
        raise StoppedError if self._stop.is_set() else TookTooLongError

    async def drain(self, within_s: float) -> bool:
        """Waits for what is open, apologises at last; whether all had ended in this many seconds."""
        self.has_begun = True
        await self._wait(within_s * _TO_END)
        self._stop.set()
        await self._wait(within_s * (1 - _TO_END))
        return not self._open

    async def _wait(self, within_s: float) -> None:
        if self._open:
            await asyncio.wait(set(self._open), timeout=within_s)


async def cancel(work: asyncio.Task[Any]) -> None:
    """Ends a task whose result nobody wants, and waits until it has ended."""
    work.cancel()
    await asyncio.wait({work})
