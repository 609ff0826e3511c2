"""How a test waits: for what the bot did, never for time to pass."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rings whenever anything changed; those who wait look again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Lets everybody who waits look again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, look: Callable[[], Found | None], what: str, within_s: float) -> Found:
        """What `look` finds as soon as that is true (neither None, False nor empty).

        Raises TimeoutError, which names `what`, if that takes longer than `within_s` seconds of real time.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + within_s
        while not (found := look()):
            change = loop.create_future()
            self._waiting.add(change)
            done, _ = await asyncio.wait([change], timeout=max(0.0, end - loop.time()))
            if not done:
                self._waiting.discard(change)
                raise TimeoutError(f"not within {within_s:g} s: {what}")
        return found
