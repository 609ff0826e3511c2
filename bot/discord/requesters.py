"""Who asks in Discord, as the parts that remember know them."""

from __future__ import annotations

from bot.models import Requester

SURFACE = "discord"


def person(user: int) -> Requester:
    """The one to whom records and feedback belong, wherever they asked; `user` is Discord's id."""
    return Requester(SURFACE, "", str(user))


def conversation(user: int, place: int) -> Requester:
    """One person's conversation in one channel, thread or direct messages; `place` is its id."""
    return Requester(SURFACE, str(place), str(user))
