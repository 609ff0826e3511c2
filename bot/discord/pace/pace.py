"""The three that keep the bot's pace, as they are handed on together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.discord.pace.cooldowns import Cooldowns
from bot.discord.pace.queue import Queue
from bot.discord.pace.seen import Seen
from bot.discord.settings import DiscordSettings

# Ids of messages and interactions: more than a busy server sends in the time for which they are remembered.
_SEEN = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one may ask, whose turn it is, and what was taken already."""

    cooldowns: Cooldowns
    queue: Queue
    seen: Seen


def pace_of(settings: DiscordSettings, clock: Callable[[], float]) -> Pace:
    """The pace that the settings name; `clock` gives seconds that only grow."""
    return Pace(Cooldowns(settings, clock), Queue(settings.workers, settings.queue), Seen(_SEEN, clock))
