"""Decides what becomes of a message: whether it is a question to the bot, and where it is answered."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

import discord

from bot.discord.cards.text import cut_at_word

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
# <@1>, <@!1>, <@&1>, <#1>, </ask:1>, <:name:1>, <a:name:1>, <t:1:R>, <id:home>
_MARKUP = re.compile(r"<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,32}:|t:-?|id:)[^<>\s]{1,32}>")
_SPACE = re.compile(r"[^\S\n]+")
_MAX_NAME_CHARS = 100  # of a thread, that Discord takes


class Spot(Enum):
    """Where a message stands, as far as that matters."""

    DIRECT = auto()
    CHANNEL = auto()
    OWN_THREAD = auto()  # one that the bot opened
    OTHER_THREAD = auto()
    FORUM_START = auto()  # the first post in a forum that the bot was told to answer in


class Kind(StrEnum):
    """How a question came, as the metrics count it."""

    DIRECT = "direct"
    MENTION = "mention"
    REPLY = "reply"
    THREAD = "thread"
    FORUM = "forum"


class Action(Enum):
    """What to do about a message."""

    IGNORE = auto()
    ANSWER = auto()  # as a reply, where it stands
    ANSWER_IN_THREAD = auto()  # in a thread that is opened on it
    EXPLAIN = auto()  # it is meant for the bot and holds no words
    SAY_UNREADABLE = auto()  # it would be answered could it be read


@dataclass(frozen=True, slots=True)
class Facts:
    """A message, as far as it decides what becomes of it.

    `is_written` is false of what other bots, webhooks or Discord itself wrote. `has_words` says that there is
    something to read beside the mention: without the message content intent Discord leaves out the words of a
    message that neither mentions the bot nor is a direct one.
    """

    spot: Spot
    is_written: bool = True
    mentions_me: bool = False
    replies_to_me: bool = False
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """What the server allows where the message stands.

    `here` is whether the bot may answer in this channel at all, `listens` whether it heeds mentions, replies
    and its threads; `sees_all` whether it has the message content intent; `may_write` and
    `may_open_thread` are its permissions.
    """

    here: bool = True
    listens: bool = True
    sees_all: bool = True
    may_write: bool = True
    may_open_thread: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """What to do, and how the question came, if it is one."""

    action: Action
    kind: Kind | None = None


IGNORED = Route(Action.IGNORE)


def route(facts: Facts, rules: Rules) -> Route:
    """What becomes of the message: anything but a question to the bot, where it may answer, is ignored."""
    if not facts.is_written or not rules.may_write:
        return IGNORED
    kind = _kind(facts, rules)
    if kind is None:
        return IGNORED
    if facts.has_words:
        opens = kind is Kind.MENTION and facts.spot is Spot.CHANNEL and rules.may_open_thread
        return Route(Action.ANSWER_IN_THREAD if opens else Action.ANSWER, kind)
    return Route(_without_words(facts, rules, kind), kind)


def _kind(facts: Facts, rules: Rules) -> Kind | None:
    """How the message addresses the bot where it may answer, or None."""
    if facts.spot is Spot.DIRECT:
        return Kind.DIRECT
    if facts.spot is Spot.FORUM_START:  # that forum was named for it, whatever else is not
        return Kind.FORUM
    if not (rules.here and rules.listens):
        return None
    if facts.replies_to_me:
        return Kind.REPLY
    if facts.spot is Spot.OWN_THREAD:
        return Kind.THREAD
    return Kind.MENTION if facts.mentions_me else None


def _without_words(facts: Facts, rules: Rules, kind: Kind) -> Action:
    if facts.spot is Spot.DIRECT or facts.mentions_me:
        return Action.EXPLAIN
    # In a thread it is said when the thread is opened: not behind every message in it.
    is_hidden = kind is not Kind.THREAD and not rules.sees_all
    return Action.SAY_UNREADABLE if is_hidden else Action.IGNORE


def facts_of(message: discord.Message, channel: Channel, me: int, forums: Collection[int]) -> Facts:
    """The facts of a message in `channel`; `me` is the bot's id, `forums` those in which it answers posts."""
    return Facts(
        spot=_spot(message, channel, me, forums),
        is_written=_is_written(message, me),
        mentions_me=any(user.id == me for user in message.mentions),
        replies_to_me=_replies_to(message, me),
        has_words=bool(words_of(message.content)),
    )


def rules_of(channel: Channel, *, here: bool = True, listens: bool = True, sees_all: bool = True) -> Rules:
    """The rules that hold in `channel`, with what the bot itself may do there."""
    may_write, may_open_thread = _permissions(channel)
    return Rules(here, listens, sees_all, may_write, may_open_thread)


def _is_written(message: discord.Message, me: int) -> bool:
    """Whether a person wrote it: no bot, no webhook, and not Discord itself."""
    is_bot = message.webhook_id is not None or message.author.bot or message.author.id == me
    return not is_bot and message.type in _WRITTEN


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


def words_of(content: str) -> str:
    """The content without markup; empty where nothing is left to read."""
    lines = (_SPACE.sub(" ", line).strip() for line in _MARKUP.sub(" ", content).split("\n"))
    text = "\n".join(lines).strip()
    return text if any(character.isalnum() for character in text) else ""


def thread_name(question: str) -> str:
    """A thread's name: the question's first line in at most 100 characters, cut at a word or a letter."""
    return cut_at_word(question.strip().split("\n")[0], _MAX_NAME_CHARS)
