"""Sees one share of an answer through: claimed before it is made, and given up where it was not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.discord.buttons.shared_post import MayStand
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.records.shares import Claim, Shares
from ingest.errors import ConcordError


class Outcome(StrEnum):
    """What came of a share; each is the name of the words that tell it."""

    SHARED = "shared"
    SHARED_ANEW = "shared_anew"
    NOTHING = "share_nothing"
    WIDENED = "channel_widened"
    IN_DOUBT = "share_in_doubt"

    @property
    def stands(self) -> bool:
        """Whether it is certain that there is a message in the channel now."""
        return self in (Outcome.SHARED, Outcome.SHARED_ANEW)


@dataclass(frozen=True, slots=True)
class OneShare:
    """The share of the answer with this id in the channel with that number."""

    desk: Desk
    shares: Shares
    answer: str
    channel: int

    async def claim(self) -> Claim:
        """Takes it on; follow it with `seen_through` where it is taken."""
        return await self.desk.work(self.shares.claim, self.answer, self.channel)

    async def seen_through(self, making: Awaitable[Outcome]) -> Outcome:
        """What `making` gives, or raises; the claim stays where the message stands or may stand."""
        try:
            outcome = await making
        except MayStand as problem:
            logger().warning("a share may stand", exc_info=problem)
            return Outcome.IN_DOUBT
        except Exception:
            await self._note(self.shares.release)
            raise
        await self._note(self.shares.settle if outcome.stands else self.shares.release)
        return outcome

    async def _note(self, change: Callable[[str, int], None]) -> None:
        """Notes what came of it; where that fails, the claim lapses by itself."""
        try:
            await self.desk.work(change, self.answer, self.channel)
        except ConcordError as problem:
            logger().warning("a share is not noted", exc_info=problem)
