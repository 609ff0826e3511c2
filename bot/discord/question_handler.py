"""Handles one question: its turn in the queue, the progress, the answer or what came in its place.

Progress is shown at most once in so many seconds, and the end in any case.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord.cards import Card, answer_card, working_card
from bot.discord.errors import apology
from bot.discord.message_writer import CardWriter
from bot.discord.observability.logs import logger
from bot.discord.queue import Arrival
from bot.discord.services import BotServices
from bot.models import Language, Reply, Request, Requester
from ingest.errors import ConcordError

if TYPE_CHECKING:
    from bot.generation.stream import Sentence

# A connection that breaks as the answer is sent is tried again after so many seconds.
_PAUSES_S = (1.0, 3.0, 9.0)
EVERY_S = 1.0
# The end keeps the pace as well, so progress shown just before it would hold it up. With twenty people asking
# at once most answers are there within two seconds; until then Discord itself says that the bot is thinking.
QUIET_S = 2.0


@dataclass(frozen=True, slots=True)
class IncomingQuestion:
    """A question as it came; `language` is that of the bot's own words, `notice` is told with the answer."""

    kind: str
    request: Request
    conversation: Requester
    user: int
    guild: int | None
    channel: int
    language: Language
    may_share: bool = False
    notice: str = ""


class QuestionHandler:
    def __init__(self, services: BotServices) -> None:
        self._services = services

    @contextmanager
    def arrival(self, user: int) -> Iterator[Arrival]:
        with self._services.queue.arrival(user, self._services.assistant.recorder.now()) as arrival:
            yield arrival

    async def answer(self, question: IncomingQuestion, writer: CardWriter, arrival: Arrival) -> None:
        """Shows how far the answer is, and the answer at the end; `arrival` was noted when it was asked."""
        self._services.metrics.question(question.kind)
        editor = ProgressEditor(writer.show, clock=self._services.clock)
        card = await self._card(question, arrival, editor)
        await _show_end(editor, card, question)
        await self._count_withheld(card.answer_id, question)

    async def _card(self, question: IncomingQuestion, arrival: Arrival, editor: ProgressEditor) -> Card:
        services, began_s = self._services, self._services.clock()
        try:
            reply = await self._reply(question, arrival, editor)
        except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
            return apology(services, problem, question.language)
        services.metrics.reply(reply, services.clock() - began_s)
        logger().info(
            "answered",
            answer=reply.id,
            kind=question.kind,
            guild=question.guild,
            channel=question.channel,
        )
        return answer_card(
            reply,
            language=question.language,
            has_model=services.has_model,
            owner=question.user,
            may_share=question.may_share,
            notice=question.notice,
        )

    async def _reply(self, question: IncomingQuestion, arrival: Arrival, editor: ProgressEditor) -> Reply:
        progress = _Progress(asyncio.get_running_loop(), editor, question.language)

        def work() -> Reply:
            progress.begin()
            return self._services.chat.ask(
                question.request,
                progress.add,
                conversation=question.conversation,
                asked_at=arrival.at,
            )

        return await self._services.run_in_turn(question.user, work, arrival=arrival, moved=progress.move)

    async def _count_withheld(self, answer: str, question: IncomingQuestion) -> None:
        """Counts the sentences that a language model wrote and nobody saw."""
        records = self._services.records
        if not (self._services.has_model and records is not None and answer):
            return
        try:
            record = await self._services.run_blocking(records.find, answer, question.request.audience)
        except ConcordError as problem:
            logger().warning("not counted", exc_info=problem, answer=answer)
            return
        self._services.metrics.withheld(len(record.withheld) if record else 0)


class ProgressEditor:
    """Calls `show` with the newest card that is offered, never twice within `every_s` seconds nor at once.

    What is offered while the pause lasts, or while an edit is on its way, takes the place of what waited
    before it; `every_s` counts from when an edit has come. Nothing is shown in the first `quiet_s` seconds
    but the end: an answer that is there by then needs no progress. `clock` gives seconds, `sleep` passes
    them. Only `finish` raises what `show` does: progress that cannot be shown costs nobody the answer.
    """

    def __init__(
        self,
        show: Callable[[Card], Awaitable[None]],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        every_s: float = EVERY_S,
        quiet_s: float = QUIET_S,
    ) -> None:
        self._show = show
        self._clock = clock
        self._sleep = sleep
        self._every_s = every_s
        self._earliest_s = clock() + quiet_s
        self._has_shown = False
        self._is_showing = False
        self._is_over = False
        self._waiting: list[Card] = []
        self._task: asyncio.Task[None] | None = None

    def offer(self, card: Card) -> None:
        """Shows this as soon as the pace allows, unless something newer comes before; called in the loop."""
        if self._is_over:
            return
        self._waiting = [card]
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._show_waiting())
            self._task.add_done_callback(_log_problem)

    async def finish(self, card: Card) -> None:
        """Shows the end, once an edit that is on its way has come; nothing is shown after it."""
        await self.stop()
        if self._has_shown:
            await self._pause()
        await self._show(card)

    async def stop(self) -> None:
        """Ends the progress: from here on nothing is shown but by `finish`."""
        self._is_over = True
        self._waiting = []
        if self._task is not None:
            if not self._is_showing:
                self._task.cancel()
            await asyncio.wait({self._task})

    async def _show_waiting(self) -> None:
        while self._waiting:
            await self._pause()
            self._has_shown = self._is_showing = True
            try:
                await self._show(self._waiting.pop())
            finally:
                self._is_showing = False
                self._earliest_s = self._clock() + self._every_s

    async def _pause(self) -> None:
        left = self._earliest_s - self._clock()
        if left > 0:
            await self._sleep(left)


class _Progress:
    """Shows how far a question is; `begin` and `add` are called in the thread that answers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, editor: ProgressEditor, language: Language) -> None:
        self._loop = loop
        self._editor = editor
        self._language = language
        self._lines: tuple[str, ...] = ()

    def move(self, before: int) -> None:
        self._editor.offer(working_card((), language=self._language, place=before))

    def add(self, sentence: Sentence) -> None:
        self._lines = (*self._lines, sentence.marked)
        self.begin()

    def begin(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show, self._lines)

    def _show(self, lines: tuple[str, ...]) -> None:
        self._editor.offer(working_card(lines, language=self._language, place=None))


async def _show_end(editor: ProgressEditor, card: Card, question: IncomingQuestion) -> None:
    """Shows the end, again where the connection broke; what cannot be shown is left to the log."""
    for pause_s in (*_PAUSES_S, None):
        try:
            await editor.finish(card)
            return
        except discord.HTTPException as refused:
            problem: Exception = refused
            break
        except (aiohttp.ClientError, OSError, TimeoutError) as broken:
            problem = broken
            if pause_s is not None:
                await asyncio.sleep(pause_s)
    logger().warning("not delivered", exc_info=problem, guild=question.guild, channel=question.channel)


def _log_problem(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (problem := task.exception()) is not None:
        logger().warning("progress could not be shown", kind=type(problem).__name__)
