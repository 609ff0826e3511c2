"""The things of a Discord world, as plain objects that a test may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.loopback_discord.messages.message import Message


class ChannelKind(IntEnum):
    """Discord's numbers for the kinds of channels that are modelled."""

    TEXT = 0
    DIRECT = 1
    CATEGORY = 4
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = (ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD)


@dataclass(eq=False)
class User:
    """An account; `locale` is the language that the person set their Discord to."""

    id: int
    name: str
    is_bot: bool = False
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """What names the user in a message."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Role:
    """A role; the one with the guild's own id is @everyone."""

    id: int
    name: str
    permissions: int
    position: int
    is_mentionable: bool = False
    # Discord gives each bot a role of its own, which nobody else can have.
    bot: User | None = None

    @property
    def mention(self) -> str:
        """What names the role in a message."""
        return f"<@&{self.id}>"


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies a role or a member, in permission bits."""

    target: int
    is_member: bool
    allow: int = 0
    deny: int = 0


def overwrite(target: Role | Member | User, *, allow: int = 0, deny: int = 0) -> Overwrite:
    """The overwrite for a role or a person."""
    return Overwrite(target.id, not isinstance(target, Role), int(allow), int(deny))


@dataclass(eq=False)
class Member:
    """A user in a guild; @everyone is not among the roles."""

    user: User
    guild: Guild = field(repr=False)
    roles: list[Role]
    joined_at: float
    nick: str | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """What names the member in a message."""
        return self.user.mention


@dataclass(eq=False)
class Guild:
    """A server with all that is in it."""

    id: int
    name: str
    owner: User
    locale: str
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    channels: dict[int, Channel] = field(default_factory=dict, repr=False)
    threads: dict[int, Channel] = field(default_factory=dict, repr=False)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]


@dataclass(eq=False)
class Channel:
    """A channel, a forum, a thread or a direct conversation, whose `recipients` are whom the bot talks to.

    `starter` is the message from which a thread was opened, or a forum post's first one.
    """

    id: int
    kind: ChannelKind
    name: str
    guild: Guild | None = field(default=None, repr=False)
    parent: Channel | None = field(default=None, repr=False)
    position: int = 0
    topic: str | None = None
    overwrites: tuple[Overwrite, ...] = ()
    recipients: tuple[User, ...] = ()
    owner: User | None = None
    participants: set[int] = field(default_factory=set)
    starter: Message | None = field(default=None, repr=False)
    tags: dict[int, str] = field(default_factory=dict)
    applied_tags: tuple[int, ...] = ()
    is_archived: bool = False
    is_locked: bool = False
    created_at: float = 0.0
    messages: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def is_thread(self) -> bool:
        """Whether it is one, a forum's post among them."""
        return self.kind in THREADS

    @property
    def is_private(self) -> bool:
        """Whether it is a thread for those alone who take part in it."""
        return self.kind == ChannelKind.PRIVATE_THREAD

    @property
    def mention(self) -> str:
        """What names the channel in a message."""
        return f"<#{self.id}>"


Person = User | Member


def user_of(person: Person) -> User:
    """The account of a user or a member."""
    return person.user if isinstance(person, Member) else person
