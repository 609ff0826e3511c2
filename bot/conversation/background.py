"""Runs coroutines for many threads in one event loop on a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as TookTooLong
from typing import Any, TypeVar

Result = TypeVar("Result")


class Background:
    """An event loop on its own thread, begun with the first coroutine."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, Result], *, within_s: float) -> Result:
        """What `work` returns or raises; TimeoutError, and its end, where that takes longer."""
        future = asyncio.run_coroutine_threadsafe(work, self._begun())
        try:
            return future.result(within_s)
        except TookTooLong:
            future.cancel()
            raise

    def close(self) -> None:
        """Ends what still runs, then the loop and its thread; the next coroutine begins another."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _begun(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                # A daemon: a program that forgets to close does not hang at its end.
                self._thread = threading.Thread(target=self._loop.run_forever, name=self._name, daemon=True)
                self._thread.start()
            return self._loop


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
