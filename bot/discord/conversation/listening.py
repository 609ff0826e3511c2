"""Hears what people write, and answers what is meant for the bot."""

from __future__ import annotations

import math

import discord

from bot.discord.cards import notice_card
from bot.discord.conversation.facts import Channel, facts_of, rules_of
from bot.discord.conversation.route import IGNORED, Action, Route, Rules, route
from bot.discord.conversation.taking import Taken, take
from bot.discord.conversation.wording import words_of
from bot.discord.delivery.arrivals import Arrival
from bot.discord.delivery.places import ChannelPost
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk
from bot.discord.pace.seen import Seen
from bot.discord.words import locale_of, say
from bot.models import Language
from bot.text.language import written_in

# Who writes on and on is told once in so many seconds that it is too much: the bot does not join in.
_TOLD_AGAIN_AFTER_S = 15.0
_TOLD = 1000
_NOTHING = ""


class OnSentence:
    """Takes messages; `reception` sees the questions among them through."""

    def __init__(self, desk: Desk, reception: Reception) -> None:
        self._desk = desk
        self._reception = reception
        self._told = Seen(_TOLD, desk.clock, _TOLD_AGAIN_AFTER_S)

    async def hear(self, message: discord.Message, channel: Channel, me: int) -> None:
        """Does about the message what is to be done; `channel` is where it stands, `me` the bot's id."""
        self._desk.closing.stay_open()
        with self._reception.arrivals.of(message.author.id) as arrival:
            await self._hear(message, channel, me, arrival)

    async def _hear(self, message: discord.Message, channel: Channel, me: int, arrival: Arrival) -> None:
        found = await self._route(message, channel, me)
        if found.action is Action.IGNORE or not self._desk.pace.seen.first(message.id):
            return
        words = words_of(message.content)
        language = _language(message, words)
        said = self._instead(message, found.action, language)
        if said is None:
            taken = Taken(message, channel, words, language, found)
            await take(taken, self._desk, self._reception, arrival)
        elif said is not _NOTHING:
            await ChannelPost(channel, message.id, message).show(notice_card(said))

    async def _route(self, message: discord.Message, channel: Channel, me: int) -> Route:
        guild = message.guild
        if guild is None:
            return route(facts_of(message, channel, me, ()), rules_of(channel))
        # Most of what is said in a server is not for the bot: that is seen without its settings.
        forum = {channel.parent_id} if isinstance(channel, discord.Thread) else set()
        if route(facts_of(message, channel, me, forum), Rules()) == IGNORED:
            return IGNORED
        settings = await self._desk.access.settings(guild.id)
        rules = rules_of(
            channel,
            here=await self._desk.access.may_answer_in(channel),
            listens=settings.mentions,
            sees_all=self._desk.settings.message_content,
        )
        return route(facts_of(message, channel, me, settings.forums), rules)

    def _instead(self, message: discord.Message, action: Action, language: Language) -> str | None:
        """What is said in place of an answer; None where the message is a question that is taken."""
        if self._desk.closing.has_begun:
            return say("closing", language)
        author, guild = message.author.id, message.guild
        wait_s = self._desk.pace.cooldowns.take(author, message.channel.id, guild.id if guild else None)
        if wait_s > 0:
            is_new = self._told.first(author)
            return say("again_in", language, seconds=math.ceil(wait_s)) if is_new else _NOTHING
        if action is Action.EXPLAIN:
            return say("how_to_ask", language)
        return say("unreadable", language) if action is Action.SAY_UNREADABLE else None


def _language(message: discord.Message, words: str) -> Language:
    """The language of the words; of one that cannot be read, the server's."""
    if words or message.guild is None:
        return written_in(words)
    return locale_of(message.guild.preferred_locale)
