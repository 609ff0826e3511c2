"""Sees one question through: its turn in the line, the progress, the answer or what came in its place."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from functools import partial

import aiohttp
import discord

from bot.discord.cards import Card, answer_card, working_card
from bot.discord.delivery.arrivals import Arrival, Arrivals
from bot.discord.delivery.editor import Editor
from bot.discord.delivery.in_turn import apology, in_turn
from bot.discord.delivery.places import Showing
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.generation.stream import Sentence
from bot.models import Language, Reply, Request, Requester
from ingest.errors import ConcordError

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
    conversation: Requester
    user: int
    guild: int | None
    channel: int
    language: Language
    may_share: bool = False
    notice: str = ""


class Reception:
    """Answers questions, each in its turn; `arrivals` keeps the order in which a person asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.arrivals = Arrivals(self._now)

    async def answer(self, asked: Asked, where: Showing, arrival: Arrival) -> None:
        """Shows how far the answer is, and the answer at the end; `arrival` was noted when it was asked."""
        with self._desk.closing.opened():
            self._desk.metrics.question(asked.kind)
            editor = Editor(where.show, clock=self._desk.clock)
            card = await self._card(asked, arrival, editor)
            await _shown(editor, card, asked)
            await self._count_withheld(card.answer_id, asked)

    def _now(self) -> dt.datetime:
        """The time by the records' clock, with which they compare it; there may be no desk before that."""
        return self._desk.assistant.recorder.now()

    async def _card(self, asked: Asked, arrival: Arrival, editor: Editor[Card]) -> Card:
        began_s = self._desk.clock()
        try:
            reply = await self._reply(asked, arrival, editor)
        except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
            return apology(self._desk, problem, asked.language)
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

    async def _reply(self, asked: Asked, arrival: Arrival, editor: Editor[Card]) -> Reply:
        progress = _Progress(asyncio.get_running_loop(), editor, asked.language)
        ask = partial(
            self._desk.talk.ask,
            asked.request,
            progress.said,
            conversation=asked.conversation,
            asked_at=arrival.at,
        )

        def work() -> Reply:
            progress.begun()
            return ask()

        return await in_turn(self._desk, asked.user, work, arrival=arrival, moved=progress.moved)

    async def _count_withheld(self, answer: str, asked: Asked) -> None:
        """Counts the sentences that a language model wrote and nobody saw."""
        records = self._desk.records
        if not (self._desk.has_model and records is not None and answer):
            return
        try:
            record = await self._desk.work(records.find, answer, asked.request.audience)
        except ConcordError as problem:
            logger().warning("not counted", exc_info=problem, answer=answer)
            return
        self._desk.metrics.withheld(len(record.withheld) if record else 0)


class _Progress:
    """Shows how far a question is; `begun` and `said` are called in the thread that answers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, editor: Editor[Card], language: Language) -> None:
        self._loop = loop
        self._editor = editor
        self._language = language
        self._lines: tuple[str, ...] = ()

    def moved(self, before: int) -> None:
        """So many wait before it."""
        self._editor.offer(working_card((), language=self._language, place=before))

    def begun(self) -> None:
        """It is its turn."""
        self._show_soon()

    def said(self, sentence: Sentence) -> None:
        """One more sentence is verified."""
        self._lines = (*self._lines, sentence.marked)
        self._show_soon()

    def _show_soon(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show, self._lines)

    def _show(self, lines: tuple[str, ...]) -> None:
        self._editor.offer(working_card(lines, language=self._language, place=None))


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
