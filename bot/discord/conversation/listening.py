"""Hears what people write, and answers what is meant for the bot."""

from __future__ import annotations

import math

import discord

from bot.discord.cards import notice_card
from bot.discord.conversation.facts import Channel, facts_of, rules_of
from bot.discord.conversation.route import IGNORED, Action, Route, Rules, route
from bot.discord.conversation.taking import Taken, take
from bot.discord.conversation.wording import words_of
from bot.discord.delivery.places import ChannelPost
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk
from bot.discord.words import say
from bot.language import written_in
from bot.models import Language


class Listener:
    """Takes messages; `reception` sees the questions among them through."""

    def __init__(self, desk: Desk, reception: Reception) -> None:
        self._desk = desk
        self._reception = reception

    async def hear(self, message: discord.Message, channel: Channel, me: int) -> None:
        """Does about the message what is to be done; `channel` is where it stands, `me` the bot's id."""
        found = await self._route(message, channel, me)
        if found.kind is None or found.action is Action.IGNORE:
            return
        if not self._desk.pace.seen.first(message.id):
            return
        words = words_of(message.content)
        language = written_in(words)
        said = self._refusal(message, language) or _said(found.action, language)
        if said:
            await ChannelPost(channel, message.id, message).show(notice_card(said))
            return
        taken = Taken(message, channel, words, language, found)
        await take(taken, self._desk, self._reception)

    async def _route(self, message: discord.Message, channel: Channel, me: int) -> Route:
        guild = message.guild
        if guild is None:
            return route(facts_of(message, channel, me, ()), Rules(sees_all=True))
        # Most of what is said in a server is not for the bot: that is seen without its settings.
        forum = {channel.parent_id} if isinstance(channel, discord.Thread) else set()
        if route(facts_of(message, channel, me, forum), Rules()) == IGNORED:
            return IGNORED
        settings = await self._desk.doorkeeper.settings(guild.id)
        rules = rules_of(
            channel,
            here=await self._desk.doorkeeper.may_answer_in(channel),
            listens=settings.mentions,
            sees_all=self._desk.settings.message_content,
        )
        return route(facts_of(message, channel, me, settings.forums), rules)

    def _refusal(self, message: discord.Message, language: Language) -> str:
        if self._desk.closing.has_begun:
            return say("closing", language)
        guild = message.guild.id if message.guild else None
        wait_s = self._desk.pace.cooldowns.take(message.author.id, message.channel.id, guild)
        return say("again_in", language, seconds=math.ceil(wait_s)) if wait_s > 0 else ""


def _said(action: Action, language: Language) -> str:
    """What is said to a message that is meant for the bot and asks nothing."""
    names = {Action.EXPLAIN: "how_to_ask", Action.SAY_UNREADABLE: "unreadable"}
    return say(names[action], language) if action in names else ""
