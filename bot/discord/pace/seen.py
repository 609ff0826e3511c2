"""Remembers what was already taken, since a resumed session may deliver an event twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

# An interaction can be answered for so long; Discord resumes a session for less.
_KEEP_S = 900.0


class Seen:
    """The latest ids, `most` of them, each for `keep_s` seconds; `clock` gives seconds that only grow."""

    def __init__(self, most: int, clock: Callable[[], float], keep_s: float = _KEEP_S) -> None:
        self._most = most
        self._clock = clock
        self._keep_s = keep_s
        self._taken: OrderedDict[int, float] = OrderedDict()

    def first(self, identifier: int) -> bool:
        """Whether this id comes for the first time; from now on it does not."""
        now = self._clock()
        while self._taken and next(iter(self._taken.values())) + self._keep_s <= now:
            self._taken.popitem(last=False)
        if identifier in self._taken:
            return False
        self._taken[identifier] = now
        if len(self._taken) > self._most:
            self._taken.popitem(last=False)
        return True
