"""Who asks in Discord, as the parts that remember know them."""

from __future__ import annotations

from bot.models import Asker

SURFACE = "discord"


def person(user: int) -> Asker:
    """The one to whom records and feedback belong, wherever they asked; `user` is Discord's id."""
    return Asker(SURFACE, "", str(user))


def conversation(user: int, place: int) -> Asker:
    """One person's conversation in one channel, thread or direct messages; `place` is its id."""
    return Asker(SURFACE, str(place), str(user))
