"""A bot's session: it outlives its connections, and keeps what happened for the next one."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.wire import Json

# More than a test's bot misses; Discord keeps some too.
_KEPT = 2000


class Line(Protocol):
    """What a session speaks over."""

    def send(self, payload: Json) -> None:
        """Sends as soon as it can."""


class Session:
    """One shard's session. `events` are the last dispatches, by growing number `s`."""

    def __init__(self, key: str, shard: int, shards: int, intents: Intent) -> None:
        self.key = key
        self.shard = shard
        self.shards = shards
        self.intents = intents
        self.sequence = 0
        self.events: deque[Json] = deque(maxlen=_KEPT)
        self.line: Line | None = None

    def serves(self, guild: int | None) -> bool:
        """Whether a guild is this shard's; direct messages are the first one's."""
        return self.shard == (0 if guild is None else (guild >> 22) % self.shards)

    def dispatch(self, event: str, data: Json) -> None:
        """Numbers an event, keeps it, and sends it if there is a connection."""
        self.sequence += 1
        frame: Json = {"op": 0, "s": self.sequence, "t": event, "d": data}
        self.events.append(frame)
        if self.line is not None:
            self.line.send(frame)

    def missed(self, since: int) -> list[Json]:
        """The events after number `since`."""
        return [each for each in self.events if each["s"] > since]
