"""Does work that blocks when it is somebody's turn, and says what kept it from being done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from bot.discord.cards import Card, notice_card
from bot.discord.delivery.arrivals import Arrival
from bot.discord.delivery.closing import Stopped, TookTooLong, cancelled
from bot.discord.delivery.failure import failed
from bot.discord.desk import Desk
from bot.discord.pace.queue import QueueIsFull, WaitsAlready
from bot.discord.words import say
from bot.models import Language

Result = TypeVar("Result")

# An interaction can be answered for 15 minutes; what is left beside waiting and working goes to sending.
_TOKEN_S = 900.0
_TO_SEND_S = 60.0
# What is told in which case; the first that fits.
_APOLOGIES: tuple[tuple[type[Exception], str], ...] = (
    (WaitsAlready, "waits_already"),
    (QueueIsFull, "queue_full"),
    (TookTooLong, "took_too_long"),
    (Stopped, "stopped"),
)


def _nobody(_: int) -> None:
    """Tells nobody."""


async def in_turn(
    desk: Desk,
    user: int,
    work: Callable[[], Result],
    *,
    arrival: Arrival | None = None,
    moved: Callable[[int], None] = _nobody,
) -> Result:
    """What `work` gives, run in a thread once it is this person's turn.

    `arrival` keeps the order in which the person's questions came; `moved` is told how many wait before this
    one. Raises QueueIsFull, TookTooLong, Stopped, and what the work raises.
    """
    turn = asyncio.create_task(_turn(desk, user, arrival, moved))
    try:
        place = await desk.closing.ended(turn, _TOKEN_S - _TO_SEND_S - desk.settings.answer_within_s)
    except (TookTooLong, Stopped):
        await cancelled(turn)
        raise
    return await _done(desk, work, place)


async def in_time(desk: Desk, work: Callable[[], Result]) -> Result:
    """What `work` gives, run in a thread at once: for what is too short to stand in line for.

    Raises TookTooLong, Stopped, and what the work raises.
    """
    return await _done(desk, work, AsyncExitStack())


def apology(desk: Desk, problem: Exception, language: Language) -> Card:
    """What somebody is told in place of the result: why there is none, or the id of what failed."""
    for kind, name in _APOLOGIES:
        if isinstance(problem, kind):
            return notice_card(say(name, language))
    return failed(desk, problem, language)


async def _turn(
    desk: Desk, user: int, arrival: Arrival | None, moved: Callable[[int], None]
) -> AsyncExitStack:
    """What ends the turn, once it has come."""
    if arrival is not None:
        await arrival.turn()
        # It joins the line without waiting for anything, so that it stands there by then.
        asyncio.get_running_loop().call_soon(arrival.passed)
    stack = AsyncExitStack()
    await stack.enter_async_context(desk.pace.queue.place(user, moved))
    return stack


async def _done(desk: Desk, work: Callable[[], Result], place: AsyncExitStack) -> Result:
    """What `work` gives in a thread; `place` is left once the thread has ended, however long that takes."""
    working = asyncio.ensure_future(desk.work(work))
    desk.closing.keep(asyncio.create_task(_leave(working, place)))
    return await desk.closing.ended(working, desk.settings.answer_within_s)


async def _leave(working: asyncio.Future[Any], place: AsyncExitStack) -> None:
    """Ends the turn with the thread: one that nobody waits for any more is still at work."""
    async with place:
        await asyncio.wait({working})
        if not working.cancelled():
            working.exception()  # was told to whoever waited
