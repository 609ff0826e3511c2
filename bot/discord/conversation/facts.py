"""Turns a message of discord.py's into the facts that decide what becomes of it."""

from __future__ import annotations

from collections.abc import Collection

import discord

from bot.discord.conversation.route import Facts, Origin, Rules, Spot
from bot.discord.conversation.wording import words_of

# What people write; every other kind is Discord's own notice.
_WRITTEN = (discord.MessageType.default, discord.MessageType.reply)
# Where messages stand.
Channel = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
    | discord.DMChannel
    | discord.PartialMessageable
    | discord.GroupChannel
)


def facts_of(message: discord.Message, channel: Channel, me: int, forums: Collection[int]) -> Facts:
    """The facts of a message in `channel`; `me` is the bot's id, `forums` those in which it answers posts."""
    return Facts(
        origin=_origin(message, me),
        spot=_spot(message, channel, me, forums),
        mentions_me=any(user.id == me for user in message.mentions),
        replies_to_me=_replies_to(message, me),
        has_words=bool(words_of(message.content)),
    )


def rules_of(channel: Channel, *, here: bool = True, listens: bool = True, sees_all: bool = True) -> Rules:
    """The rules that hold in `channel`, with what the bot itself may do there."""
    may_write, may_open_thread = _permissions(channel)
    return Rules(here, listens, sees_all, may_write, may_open_thread)


def _origin(message: discord.Message, me: int) -> Origin:
    if message.webhook_id is not None or message.author.bot or message.author.id == me:
        return Origin.BOT
    return Origin.PERSON if message.type in _WRITTEN else Origin.SYSTEM


def _spot(message: discord.Message, channel: Channel, me: int, forums: Collection[int]) -> Spot:
    if isinstance(channel, discord.DMChannel):
        return Spot.DIRECT
    if not isinstance(channel, discord.Thread):
        return Spot.CHANNEL
    # The first message of a thread in a forum has the thread's own id.
    if channel.parent_id in forums and message.id == channel.id:
        return Spot.FORUM_START
    return Spot.OWN_THREAD if channel.owner_id == me else Spot.OTHER_THREAD


def _replies_to(message: discord.Message, me: int) -> bool:
    if message.type is not discord.MessageType.reply or message.reference is None:
        return False
    answered = message.reference.resolved
    return isinstance(answered, discord.Message) and answered.author.id == me


def _permissions(channel: Channel) -> tuple[bool, bool]:
    """Whether the bot may write here, and open a thread."""
    if isinstance(channel, discord.DMChannel):
        return True, False
    if isinstance(channel, discord.PartialMessageable | discord.GroupChannel):
        return False, False
    if isinstance(channel, discord.Thread):
        if channel.parent is None:
            return False, False
        mine = channel.permissions_for(channel.guild.me)
        return mine.view_channel and mine.send_messages_in_threads, False
    mine = channel.permissions_for(channel.guild.me)
    opens = isinstance(channel, discord.TextChannel) and mine.create_public_threads
    return mine.view_channel and mine.send_messages, opens and mine.send_messages_in_threads
