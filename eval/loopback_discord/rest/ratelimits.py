"""Counts requests as Discord does, and says in headers how many more it takes."""

from __future__ import annotations

import hashlib
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from eval.loopback_discord.clock import Clock
from eval.loopback_discord.rest.call import Bucket, Route

# The parts of a path that have a count of their own each.
_MAJOR = ("channel", "guild", "application", "token", "interaction")
# Over all routes but those of interactions.
GLOBAL = Bucket(50, 1.0)

# Counts are looked through after so many requests; those of the longest window and older are over.
_SWEEP_AFTER = 1000
_LONGEST_S = 300.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The headers of the answer, and, where the request came too soon, the seconds to wait."""

    headers: Mapping[str, str]
    wait_s: float = 0.0
    is_global: bool = False


class RateLimits:
    """The requests of the last seconds, by route and major parameters."""

    def __init__(self, clock: Clock) -> None:
        self.are_kept = True
        self._clock = clock
        self._spent: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()
        self._unswept = 0

    def take(self, route: Route, named: Mapping[str, str]) -> Verdict:
        """Counts a request."""
        now = self._clock.now()
        self._sweep(now)
        major = "+".join(named[key] for key in _MAJOR if key in named)
        spent = self._spent.setdefault(f"{route.name}:{major}", deque())
        wait_s = _wait(spent, route.bucket, now)
        overall_s = 0.0 if route.is_open else _wait(self._all, GLOBAL, now)
        if self.are_kept and max(wait_s, overall_s):
            is_global = overall_s > wait_s
            headers = _headers(route, spent, now)
            return Verdict(headers, max(wait_s, overall_s), is_global)
        spent.append(now)
        if not route.is_open:
            self._all.append(now)
        return Verdict(_headers(route, spent, now) if self.are_kept else {})

    def _sweep(self, now: float) -> None:
        """Forgets counts that are long over now and then: each interaction's token opens its own."""
        self._unswept += 1
        if self._unswept < _SWEEP_AFTER:
            return
        self._unswept = 0
        open_ones = {key: each for key, each in self._spent.items() if each and now - each[0] < _LONGEST_S}
        self._spent = open_ones

    def forget(self) -> None:
        """Starts the counts anew."""
        self._spent.clear()
        self._all.clear()


def _wait(spent: deque[float], bucket: Bucket, now: float) -> float:
    if spent and now - spent[0] >= bucket.window_s:
        # Discord's windows are fixed: the first request opens one, its end empties the count.
        spent.clear()
    return spent[0] + bucket.window_s - now if len(spent) >= bucket.limit else 0.0


def _headers(route: Route, spent: deque[float], now: float) -> dict[str, str]:
    opened = spent[0] if spent else now
    after_s = max(0.0, opened + route.bucket.window_s - now)
    return {
        "X-RateLimit-Limit": str(route.bucket.limit),
        "X-RateLimit-Remaining": str(max(0, route.bucket.limit - len(spent))),
        "X-RateLimit-Reset": f"{now + after_s:.3f}",
        "X-RateLimit-Reset-After": f"{after_s:.3f}",
        "X-RateLimit-Bucket": hashlib.md5(route.name.encode(), usedforsecurity=False).hexdigest(),
    }


def retry_after(seconds: float) -> str:
    """The Retry-After header, which counts whole seconds."""
    return str(math.ceil(seconds))
