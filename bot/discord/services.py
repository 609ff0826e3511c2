"""What the handlers of the Discord bot share: the parts that answer, remember and decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bot.discord.queue import AnswerQueue, Arrival, ignore
from bot.discord.shutdown import Shutdown, StoppedError, TookTooLongError, cancel

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.chat_session import ChatSession
    from bot.discord.access import AccessPolicy
    from bot.discord.observability.metrics import Metrics
    from bot.discord.rate_limits import RateLimits, SeenIds
    from bot.discord.settings import DiscordSettings
    from bot.models import Audience
    from bot.storage.feedback import Feedback
    from bot.storage.guild_settings import GuildSettingsStore
    from bot.storage.records import Records
    from bot.storage.storage import Storage
    from ingest.index.catalog import CatalogEntry
    from ingest.report import Report

Given = ParamSpec("Given")
Result = TypeVar("Result")
# An interaction can be answered for 15 minutes; what is left beside waiting and working goes to sending.
_TOKEN_S = 900.0
_TO_SEND_S = 60.0


@dataclass(frozen=True, slots=True)
class BotServices:
    """The collaborators of all handlers.

    `documents` lists what an audience may read, `sync_documents` runs the ingest; both block, as `assistant`,
    `chat`, `storage`, `records` and `feedback` do: call them through `run_blocking`. `threads` has more
    threads than there are answers at once, so that a look-up never waits behind an answer.
    """

    chat: ChatSession
    assistant: Assistant
    storage: Storage
    records: Records | None
    feedback: Feedback
    guild_settings: GuildSettingsStore
    access: AccessPolicy
    rate_limits: RateLimits
    queue: AnswerQueue
    seen: SeenIds
    metrics: Metrics
    settings: DiscordSettings
    documents: Callable[[Audience], Sequence[CatalogEntry]]
    sync_documents: Callable[[], Report]
    has_model: bool
    threads: Executor
    clock: Callable[[], float]
    shutdown: Shutdown = field(default_factory=Shutdown)

    async def run_blocking(
        self, function: Callable[Given, Result], *arguments: Given.args, **named: Given.kwargs
    ) -> Result:
        """Runs `function` in a thread, which goes on where the caller is cancelled."""
        call = partial(function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)

    async def run_in_turn(
        self,
        user: int,
        work: Callable[[], Result],
        *,
        arrival: Arrival | None = None,
        moved: Callable[[int], None] = ignore,
    ) -> Result:
        """Runs `work` in a thread once it is this person's turn; `moved` gets how many wait before it.

        Raises QueueFullError, TookTooLongError, StoppedError, and what the work raises.
        """
        turn = asyncio.create_task(self._turn(user, arrival, moved))
        try:
            within_s = _TOKEN_S - _TO_SEND_S - self.settings.answer_within_s
            place = await self.shutdown.result_of(turn, within_s)
        except (TookTooLongError, StoppedError):
            await cancel(turn)
            raise
        return await self._run(work, place)

    async def run_in_time(self, work: Callable[[], Result]) -> Result:
        """As `run_in_turn`, but at once: for what is too short to stand in line for."""
        return await self._run(work, AsyncExitStack())

    async def _turn(self, user: int, arrival: Arrival | None, moved: Callable[[int], None]) -> AsyncExitStack:
        if arrival is not None:
            await arrival.wait_for_earlier()
            # It joins the line without waiting for anything, so that it stands there by then.
            asyncio.get_running_loop().call_soon(arrival.pass_on)
        stack = AsyncExitStack()
        await stack.enter_async_context(self.queue.place(user, moved))
        return stack

    async def _run(self, work: Callable[[], Result], place: AsyncExitStack) -> Result:
        """What `work` gives in a thread; `place` is left once that has ended, however long it takes."""
        working = asyncio.ensure_future(self.run_blocking(work))
        self.shutdown.keep(asyncio.create_task(_leave(working, place)))
        return await self.shutdown.result_of(working, self.settings.answer_within_s)


async def _leave(working: asyncio.Future[Any], place: AsyncExitStack) -> None:
    """Ends the turn with the thread: one that nobody waits for any more is still at work."""
    async with place:
        await asyncio.wait({working})
        if not working.cancelled():
            working.exception()  # was raised to whoever waited
