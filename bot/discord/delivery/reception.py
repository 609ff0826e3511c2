"""Sees one question through: its turn in the queue, the progress, the answer or what came in its place."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
import discord

from bot.answering.draft import Sentence
from bot.discord.cards import Card, answer_card, notice_card, working_card
from bot.discord.delivery.closing import Stopped, TookTooLong, cancelled
from bot.discord.delivery.editor import Editor
from bot.discord.delivery.failure import failed
from bot.discord.delivery.places import Showing
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.pace.queue import QueueIsFull, WaitsAlready
from bot.discord.words import say
from bot.models import Asker, Language, Reply, Request
from ingest.errors import IngestError

# An interaction can be answered for 15 minutes; what is left beside waiting and answering goes to sending.
_TOKEN_S = 900.0
_TO_SEND_S = 60.0
# A connection that breaks as the answer is sent is tried again after so many seconds.
_PAUSES_S = (1.0, 3.0, 9.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came: in which way, from whom, where, and what may be done with the answer.

    `conversation` is the one that it goes on; `language` that of what the bot says itself; `notice` is told
    with the answer.
    """

    kind: str
    request: Request
    conversation: Asker
    user: int
    guild: int | None
    channel: int
    language: Language
    may_share: bool = False
    notice: str = ""


class Reception:
    """Answers questions, each in its turn."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._leaving: set[asyncio.Task[None]] = set()

    async def answer(self, asked: Asked, where: Showing) -> None:
        """Shows how far the answer is, and the answer at the end; raises nothing that a person could mend."""
        with self._desk.closing.opened():
            began_s = self._desk.clock()
            self._desk.metrics.question(asked.kind)
            editor = Editor(where.show, clock=self._desk.clock)
            card = await self._card(asked, editor, began_s)
            await _shown(editor, card, asked)
            await self._count_withheld(card.answer_id, asked)

    async def _card(self, asked: Asked, editor: Editor[Card], began_s: float) -> Card:
        try:
            reply = await self._reply(asked, editor)
        except WaitsAlready:
            return notice_card(say("waits_already", asked.language))
        except QueueIsFull:
            return notice_card(say("queue_full", asked.language))
        except TookTooLong:
            return notice_card(say("took_too_long", asked.language))
        except Stopped:
            return notice_card(say("stopped", asked.language))
        except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
            return failed(self._desk, problem, asked.language)
        self._desk.metrics.reply(reply, self._desk.clock() - began_s)
        logger().info("answered", answer=reply.id, kind=asked.kind, guild=asked.guild, channel=asked.channel)
        return answer_card(
            reply,
            language=asked.language,
            has_model=self._desk.has_model,
            owner=asked.user,
            may_share=asked.may_share,
            notice=asked.notice,
        )

    async def _reply(self, asked: Asked, editor: Editor[Card]) -> Reply:
        closing, settings = self._desk.closing, self._desk.settings
        turn = asyncio.create_task(self._in_turn(asked, editor))
        try:
            place = await closing.ended(turn, _TOKEN_S - _TO_SEND_S - settings.answer_within_s)
        except (TookTooLong, Stopped):
            await cancelled(turn)
            raise
        editor.offer(working_card((), language=asked.language, place=None))
        progress = _Progress(asyncio.get_running_loop(), editor, asked.language)
        work = asyncio.ensure_future(
            self._desk.work(self._desk.talk.ask, asked.request, progress, conversation=asked.conversation)
        )
        # The turn ends with the thread: one that nobody waits for any more is still at work.
        leaving = asyncio.create_task(_left_after(work, place))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)
        return await closing.ended(work, settings.answer_within_s)

    async def _count_withheld(self, answer: str, asked: Asked) -> None:
        """Counts the sentences that a language model wrote and nobody saw."""
        records = self._desk.records
        if not (self._desk.has_model and records is not None and answer):
            return
        try:
            record = await self._desk.work(records.find, answer, asked.request.audience)
        except IngestError as problem:
            logger().warning("not counted", exc_info=problem, answer=answer)
            return
        self._desk.metrics.withheld(len(record.withheld) if record else 0)

    async def _in_turn(self, asked: Asked, editor: Editor[Card]) -> AsyncExitStack:
        """What ends the turn, once it has come."""

        def moved(before: int) -> None:
            editor.offer(working_card((), language=asked.language, place=before))

        stack = AsyncExitStack()
        await stack.enter_async_context(self._desk.pace.queue.place(asked.user, moved))
        return stack


class _Progress:
    """Shows the verified sentences so far; called in the thread that answers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, editor: Editor[Card], language: Language) -> None:
        self._loop = loop
        self._editor = editor
        self._language = language
        self._lines: tuple[str, ...] = ()

    def __call__(self, sentence: Sentence) -> None:
        self._lines = (*self._lines, sentence.marked)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show, self._lines)

    def _show(self, lines: tuple[str, ...]) -> None:
        self._editor.offer(working_card(lines, language=self._language, place=None))


async def _left_after(work: asyncio.Future[Reply], place: AsyncExitStack) -> None:
    async with place:
        await asyncio.wait({work})
        if not work.cancelled():
            work.exception()  # was told to who waited, if anybody did


async def _shown(editor: Editor[Card], card: Card, asked: Asked) -> None:
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
    logger().warning("not delivered", exc_info=problem, guild=asked.guild, channel=asked.channel)
