"""Shows how far an answer has come, at most once in so many seconds, and its end in any case."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.discord.cards import Card

_log = logging.getLogger(__name__)

EVERY_S = 1.0
# The end keeps the pace as well, so progress shown just before it would hold it up. With twenty people asking
# at once most answers are there within two seconds; until then Discord itself says that the bot is thinking.
QUIET_S = 2.0


class ProgressEditor:
    """Calls `show` with the newest card that is offered, never twice within `every_s` seconds nor at once.

    What is offered while the pause lasts, or while an edit is on its way, takes the place of what waited
    before it; `every_s` counts from when an edit has come. Nothing is shown in the first `quiet_s` seconds
    but the end: an answer that is there by then needs no progress. `clock` gives seconds, `sleep` passes
    them. Only `finish` raises what `show` does: progress that cannot be shown costs nobody the answer.
    """

    def __init__(
        self,
        show: Callable[[Card], Awaitable[None]],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        every_s: float = EVERY_S,
        quiet_s: float = QUIET_S,
    ) -> None:
        self._show = show
        self._clock = clock
        self._sleep = sleep
        self._every_s = every_s
        self._earliest_s = clock() + quiet_s
        self._has_shown = False
        self._is_showing = False
        self._is_over = False
        self._waiting: list[Card] = []
        self._task: asyncio.Task[None] | None = None

    def offer(self, card: Card) -> None:
        """Shows this as soon as the pace allows, unless something newer comes before; called in the loop."""
        if self._is_over:
            return
        self._waiting = [card]
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._show_waiting())
            self._task.add_done_callback(_log_problem)

    async def finish(self, card: Card) -> None:
        """Shows the end, once an edit that is on its way has come; nothing is shown after it."""
        await self.stop()
        if self._has_shown:
            await self._pause()
        await self._show(card)

    async def stop(self) -> None:
        """Ends the progress: from here on nothing is shown but by `finish`."""
        self._is_over = True
        self._waiting = []
        if self._task is not None:
            if not self._is_showing:
                self._task.cancel()
            await asyncio.wait({self._task})

    async def _show_waiting(self) -> None:
        while self._waiting:
            await self._pause()
            self._has_shown = self._is_showing = True
            try:
                await self._show(self._waiting.pop())
            finally:
                self._is_showing = False
                self._earliest_s = self._clock() + self._every_s

    async def _pause(self) -> None:
        left = self._earliest_s - self._clock()
        if left > 0:
            await self._sleep(left)


def _log_problem(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (problem := task.exception()) is not None:
        _log.warning("progress could not be shown: %s", type(problem).__name__)
