"""How often questions may be asked, by discord.py's cooldowns, and which events were taken already."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from discord.app_commands import Cooldown

from bot.discord.settings import DiscordSettings

_MINUTE_S = 60.0
# An interaction can be answered for so long; Discord resumes a session for less.
_KEEP_S = 900.0
# Ids of messages and interactions: more than a busy server sends in that time.
_MAX_IDS = 10_000


class RateLimits:
    """One cooldown for each person, channel and server; commands, buttons and messages count alike."""

    def __init__(self, settings: DiscordSettings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock
        self._cooldowns: dict[tuple[str, int], Cooldown] = {}

    def take(self, user: int, channel: int, guild: int | None) -> float:
        """Counts the question and returns 0; or counts nothing and returns how many seconds to wait."""
        now = self._clock()
        self._drop_unused(now)
        cooldowns = [
            self._cooldown("user", user, self._settings.user_per_minute),
            self._cooldown("channel", channel, self._settings.channel_per_minute),
        ]
        if guild is not None:
            cooldowns.append(self._cooldown("guild", guild, self._settings.server_per_minute))
        wait_s = max(cooldown.get_retry_after(now) for cooldown in cooldowns)
        if wait_s == 0:
            for cooldown in cooldowns:
                cooldown.update_rate_limit(now)
        return wait_s

    def __len__(self) -> int:
        return len(self._cooldowns)

    def _cooldown(self, kind: str, key: int, per_minute: int) -> Cooldown:
        return self._cooldowns.setdefault((kind, key), Cooldown(per_minute, _MINUTE_S))

    def _drop_unused(self, now: float) -> None:
        self._cooldowns = {
            key: cooldown
            for key, cooldown in self._cooldowns.items()
            if cooldown.get_tokens(now) < cooldown.rate
        }


class SeenIds:
    """The latest ids, at most `most`, each for `keep_s` seconds: a session may deliver an event twice."""

    def __init__(self, clock: Callable[[], float], *, most: int = _MAX_IDS, keep_s: float = _KEEP_S) -> None:
        self._most = most
        self._clock = clock
        self._keep_s = keep_s
        self._taken: OrderedDict[int, float] = OrderedDict()

    def is_first(self, identifier: int) -> bool:
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
