"""Decides what becomes of a message: whether it is a question to the bot, and where it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Origin(Enum):
    """Who or what wrote a message."""

    PERSON = auto()
    BOT = auto()  # this one, another one, or a webhook
    SYSTEM = auto()  # Discord itself: somebody joined, a message was pinned


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

    `has_words` says that there is something to read beside the mention; without the message content intent
    Discord leaves out the words of a message that neither mentions the bot nor is a direct one.
    """

    origin: Origin
    spot: Spot
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
    if facts.origin is not Origin.PERSON or not rules.may_write:
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
