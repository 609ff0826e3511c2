"""Limits how often a person, a channel and a server may ask, each within any one minute."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Protocol

_MINUTE_S = 60.0
_MOST = 10_000  # of each kind; beyond them the one that asked least lately is forgotten


class Limits(Protocol):
    """How many questions may be asked in a minute."""

    @property
    def user_per_minute(self) -> int:
        """By one person, wherever."""

    @property
    def channel_per_minute(self) -> int:
        """In one channel."""

    @property
    def server_per_minute(self) -> int:
        """In one server."""


class Cooldowns:
    """Counts the questions of the last minute; `clock` gives seconds that only grow."""

    def __init__(self, limits: Limits, clock: Callable[[], float], most: int = _MOST) -> None:
        self._clock = clock
        self._users = _Windows(limits.user_per_minute, most)
        self._channels = _Windows(limits.channel_per_minute, most)
        self._servers = _Windows(limits.server_per_minute, most)

    def take(self, user: int, channel: int, guild: int | None) -> float:
        """0.0 where the question may be asked, which counts it; else how many seconds to wait.

        A question that has to wait counts nowhere.
        """
        now = self._clock()
        asked = [(self._users, user), (self._channels, channel)]
        if guild is not None:
            asked.append((self._servers, guild))
        wait_s = max(windows.wait_s(key, now) for windows, key in asked)
        if wait_s == 0:
            for windows, key in asked:
                windows.add(key, now)
        return wait_s


class _Windows:
    """For each key the times at which its latest questions stop counting, earliest first."""

    def __init__(self, per_minute: int, most: int) -> None:
        self._per_minute = per_minute
        self._most = most
        self._ends: OrderedDict[int, deque[float]] = OrderedDict()

    def wait_s(self, key: int, now: float) -> float:
        ends = self._ends.get(key)
        while ends and ends[0] <= now:
            ends.popleft()
        return ends[0] - now if ends and len(ends) >= self._per_minute else 0.0

    def add(self, key: int, now: float) -> None:
        self._ends.setdefault(key, deque()).append(now + _MINUTE_S)
        self._ends.move_to_end(key)
        # The first is who asked longest ago: whoever has not asked for a minute is dropped on the way.
        while len(self._ends) > self._most or _is_over(next(iter(self._ends.values())), now):
            self._ends.popitem(last=False)


def _is_over(ends: deque[float], now: float) -> bool:
    return not ends or ends[-1] <= now
