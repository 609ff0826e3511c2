"""Does work that blocks in its turn, as an answer is made, and says what kept it from being done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.discord.cards import Card, notice_card
from bot.discord.delivery.closing import Stopped, TookTooLong, cancelled
from bot.discord.delivery.failure import failed
from bot.discord.desk import Desk
from bot.discord.pace.queue import QueueIsFull, WaitsAlready
from bot.discord.words import say
from bot.models import Language

Result = TypeVar("Result")

_APOLOGIES: tuple[tuple[type[Exception], str], ...] = (
    (WaitsAlready, "waits_already"),
    (QueueIsFull, "queue_full"),
    (TookTooLong, "took_too_long"),
    (Stopped, "stopped"),
)


async def in_turn(desk: Desk, user: int, work: Callable[[], Result]) -> Result:
    """What `work` gives, run in a thread once it is this person's turn.

    Raises QueueIsFull, TookTooLong, Stopped, and what the work raises. Work that has begun keeps its place
    until it ends, also where nobody waits for it any more.
    """
    begun = asyncio.Event()

    async def taken() -> Result:
        async with desk.pace.queue.place(user):
            begun.set()
            return await desk.work(work)

    task = asyncio.create_task(taken())
    try:
        return await desk.closing.ended(task, desk.settings.answer_within_s)
    except (TookTooLong, Stopped):
        if begun.is_set():
            task.add_done_callback(_note)
        else:
            await cancelled(task)
        raise


def apology(desk: Desk, problem: Exception, language: Language) -> Card:
    """What somebody is told in place of the result."""
    for kind, name in _APOLOGIES:
        if isinstance(problem, kind):
            return notice_card(say(name, language))
    return failed(desk, problem, language)


def _note(task: asyncio.Task[Result]) -> None:
    if not task.cancelled():
        task.exception()  # was told to who waited
