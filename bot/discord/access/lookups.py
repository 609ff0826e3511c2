"""Remembers for a few seconds what Discord was asked over its API, so that many questions ask it once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import aiohttp
import discord

Key = TypeVar("Key")
Found = TypeVar("Found")
Ask = Callable[[], Coroutine[Any, Any, Found]]

_KEPT_S: Final = 5.0
# One that waits for its turn within Discord's limits is shared for longer; then it is given up.
_GIVEN_UP_AFTER_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How old what is known may be, and how long somebody waits for it; seconds.

    With `fresh_s` 0 only a look-up that is still under way is shared, whose answer is of just now.
    """

    fresh_s: float
    within_s: float


@dataclass(frozen=True, slots=True)
class _LookUp(Generic[Found]):
    began_s: float
    task: asyncio.Task[Found | None]


class Lookups(Generic[Key, Found]):
    """What was looked up lately; to be used in one event loop. `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lately: dict[Key, _LookUp[Found]] = {}

    async def of(self, wanted: Mapping[Key, Ask[Found]], patience: Patience) -> dict[Key, Found | None]:
        """What was found for each of these, side by side; None for what is not there or did not come in time.

        `wanted` has for each how Discord is asked for it.
        """
        tasks = {key: self._task(key, ask, patience.fresh_s) for key, ask in wanted.items()}
        pending = [each for each in tasks.values() if not each.done()]
        if pending:
            await asyncio.wait(pending, timeout=patience.within_s)
        return {key: task.result() if task.done() else None for key, task in tasks.items()}

    def _task(self, key: Key, ask: Ask[Found], fresh_s: float) -> asyncio.Task[Found | None]:
        now_s = self._clock()
        self._lately = {other: each for other, each in self._lately.items() if _is_kept(each, now_s)}
        known = self._lately.get(key)
        if known is None or (known.task.done() and now_s - known.began_s >= fresh_s):
            known = _LookUp(now_s, asyncio.create_task(_asked(ask)))
            self._lately[key] = known
        return known.task


def _is_kept(look_up: _LookUp[Any], now_s: float) -> bool:
    return now_s - look_up.began_s < (_KEPT_S if look_up.task.done() else _GIVEN_UP_AFTER_S)


async def _asked(ask: Ask[Found]) -> Found | None:
    try:
        async with asyncio.timeout(_GIVEN_UP_AFTER_S):
            return await ask()
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
        return None
