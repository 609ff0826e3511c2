"""Answers the messages that are meant for the bot: direct ones, mentions, replies, forum posts."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from typing import Final

import discord

from bot.discord.access import Visibility
from bot.discord.admission import guard_channel
from bot.discord.cards import notice_card
from bot.discord.errors import DELIVERY_ERRORS
from bot.discord.i18n import language_of, t
from bot.discord.message_routing import (
    IGNORED,
    Action,
    Channel,
    Route,
    Rules,
    facts_of,
    route,
    rules_of,
    thread_name,
    words_of,
)
from bot.discord.message_writer import ChannelWriter
from bot.discord.observability.logs import logger
from bot.discord.question_handler import IncomingQuestion, QuestionHandler
from bot.discord.queue import Arrival
from bot.discord.rate_limits import SeenIds
from bot.discord.requesters import conversation, person
from bot.discord.services import BotServices
from bot.models import Language, Request
from bot.text.language import written_in

# Who writes on and on is warned once in so many seconds that it is too much: the bot does not join in.
_WARNED_AGAIN_AFTER_S = 15.0
_MAX_WARNED = 1000
_NOTHING = ""
# After a day in which nobody writes in it a thread is put away.
_ARCHIVE_AFTER_MIN: Final = 1440
_THREAD_EXISTS = 160004


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """A message that asks something: where it stands, its words, their language, and what was decided."""

    message: discord.Message
    channel: Channel
    words: str
    language: Language
    route: Route


class MessageListener:
    """Takes messages; `questions` handles those that ask something."""

    def __init__(self, services: BotServices, questions: QuestionHandler) -> None:
        self._services = services
        self._questions = questions
        self._warned = SeenIds(services.clock, most=_MAX_WARNED, keep_s=_WARNED_AGAIN_AFTER_S)

    async def hear(self, message: discord.Message, channel: Channel, me: int) -> None:
        """Does about the message what is to be done; `channel` is where it stands, `me` the bot's id."""
        self._services.shutdown.track()
        with self._questions.arrival(message.author.id) as arrival:
            await self._hear(message, channel, me, arrival)

    async def _hear(self, message: discord.Message, channel: Channel, me: int, arrival: Arrival) -> None:
        decided = await self._route(message, channel, me)
        if decided.action is Action.IGNORE or not self._services.seen.is_first(message.id):
            return
        words = words_of(message.content)
        language = _language(message, words)
        instead = self._instead(message, decided.action, language)
        if instead is None:
            question = MessageQuestion(message, channel, words, language, decided)
            await self._answer(question, arrival)
        elif instead is not _NOTHING:
            await ChannelWriter(channel, message.id, message).show(notice_card(instead))

    async def _route(self, message: discord.Message, channel: Channel, me: int) -> Route:
        guild = message.guild
        if guild is None:
            return route(facts_of(message, channel, me, ()), rules_of(channel))
        # Most of what is said in a server is not for the bot: that is seen without its settings.
        forum = {channel.parent_id} if isinstance(channel, discord.Thread) else set()
        if route(facts_of(message, channel, me, forum), Rules()) == IGNORED:
            return IGNORED
        settings = await self._services.access.settings(guild.id)
        rules = rules_of(
            channel,
            here=await self._services.access.may_answer_in(channel),
            listens=settings.mentions,
            sees_all=self._services.settings.message_content,
        )
        return route(facts_of(message, channel, me, settings.forums), rules)

    def _instead(self, message: discord.Message, action: Action, language: Language) -> str | None:
        """What is said in place of an answer; None where the message is a question that is taken."""
        if self._services.shutdown.has_begun:
            return t("closing", language)
        author, guild = message.author.id, message.guild
        wait_s = self._services.rate_limits.take(author, message.channel.id, guild.id if guild else None)
        if wait_s > 0:
            is_new = self._warned.is_first(author)
            return t("again_in", language, seconds=math.ceil(wait_s)) if is_new else _NOTHING
        if action is Action.EXPLAIN:
            return t("how_to_ask", language)
        return t("unreadable", language) if action is Action.SAY_UNREADABLE else None

    async def _answer(self, question: MessageQuestion, arrival: Arrival) -> None:
        """Answers within what everybody in the channel may see, and the requester too."""
        services, message = self._services, question.message
        visibility = await services.access.message_visibility(message.author, question.channel)
        opens = question.route.action is Action.ANSWER_IN_THREAD
        thread = await _open_thread(question) if opens else None
        where: Channel = thread or question.channel
        writer = guard_channel(
            ChannelWriter(where, message.id, None if thread else message),
            services.access,
            where,
            visibility.audience,
            t("channel_widened", question.language),
        )
        is_blind = thread is not None and not services.settings.message_content
        incoming = _incoming(question, visibility, where.id, is_blind=is_blind)
        await self._questions.answer(incoming, writer, arrival)


def _incoming(
    question: MessageQuestion, visibility: Visibility, place: int, *, is_blind: bool
) -> IncomingQuestion:
    user, guild = question.message.author.id, question.message.guild
    notices = {"more_privately": visibility.can_see_more, "mention_to_go_on": is_blind}
    return IncomingQuestion(
        kind=str(question.route.kind),
        request=Request(question.words, visibility.audience, requester=person(user)),
        conversation=conversation(user, place),
        user=user,
        guild=guild.id if guild else None,
        channel=question.channel.id,
        language=question.language,
        notice="\n".join(t(name, question.language) for name, holds in notices.items() if holds),
    )


def _language(message: discord.Message, words: str) -> Language:
    """The language of the words; of one that cannot be read, the server's."""
    if words or message.guild is None:
        return written_in(words)
    return language_of(message.guild.preferred_locale)


async def _open_thread(question: MessageQuestion) -> discord.Thread | None:
    """A thread on the message, or the one that is there by now; None where none can be opened."""
    message = question.message
    try:
        return await message.create_thread(
            name=thread_name(question.words), auto_archive_duration=_ARCHIVE_AFTER_MIN
        )
    except DELIVERY_ERRORS as refused:
        if not isinstance(refused, discord.HTTPException) or refused.code == _THREAD_EXISTS:
            with contextlib.suppress(*DELIVERY_ERRORS):
                return await message.fetch_thread()
        logger().info("no thread", exc_info=refused, channel=question.channel.id)
        return None
