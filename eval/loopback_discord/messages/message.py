"""A message with its whole history, as a test reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from eval.loopback_discord.messages.components import Button, buttons_of, text_of
from eval.loopback_discord.messages.flags import Flag
from eval.loopback_discord.messages.pings import NOBODY, Pings
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    id: int
    filename: str
    data: bytes = field(repr=False)
    description: str | None = None

    @property
    def text(self) -> str:
        """The file read as UTF-8."""
        return self.data.decode()


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said from a time on (seconds since 1970, by the server's clock)."""

    at: float
    content: str = ""
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: Flag = Flag.NONE
    pings: Pings = NOBODY

    @property
    def text(self) -> str:
        """All that is to be read in it: content, text displays, the titles, texts and fields of embeds."""
        embedded = [str(each.get(key) or "") for each in self.embeds for key in ("title", "description")]
        embedded += [
            f"{row['name']}\n{row['value']}" for each in self.embeds for row in each.get("fields", ())
        ]
        return "\n".join(part for part in (self.content, text_of(self.components), *embedded) if part)


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers, as Discord notes it in the message."""

    id: int
    kind: int
    user: User
    name: str


@dataclass(eq=False)
class Message:
    """A message; what it says is what its last version says.

    `ephemeral_to` is the only one who sees it, None means everybody in the channel. `reply_to` is the message
    it replies to. `thread` is the one opened from it.
    """

    id: int
    channel: Channel = field(repr=False)
    author: User
    versions: list[Version]
    kind: int = 0
    ephemeral_to: User | None = None
    reply_to: Message | None = field(default=None, repr=False)
    origin: Origin | None = None
    nonce: str | None = None
    thread: Channel | None = field(default=None, repr=False)
    reactions: dict[str, set[int]] = field(default_factory=dict)
    is_deleted: bool = False

    @property
    def now(self) -> Version:
        """The last version."""
        return self.versions[-1]

    @property
    def edits(self) -> tuple[Version, ...]:
        """The versions after the first."""
        return tuple(self.versions[1:])

    @property
    def content(self) -> str:
        """The text outside all components and embeds."""
        return self.now.content

    @property
    def text(self) -> str:
        """All that is to be read in it."""
        return self.now.text

    @property
    def embeds(self) -> tuple[Json, ...]:
        """The embeds as they were sent."""
        return self.now.embeds

    @property
    def components(self) -> tuple[Json, ...]:
        """The top components; `walk` goes through all."""
        return self.now.components

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files."""
        return self.now.attachments

    @property
    def flags(self) -> Flag:
        """The flags as Discord would report them."""
        return self.now.flags

    @property
    def is_ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.ephemeral_to is not None

    @property
    def is_edited(self) -> bool:
        """Whether Discord shows it as edited: filling in what was only thinking does not count."""
        return any(Flag.LOADING not in each.flags for each in self.versions[:-1])

    @property
    def is_thinking(self) -> bool:
        """Whether it still says no more than that the bot is thinking."""
        return Flag.LOADING in self.flags

    @property
    def pings(self) -> Pings:
        """Whom it notified, in any version."""
        all_pings = [each.pings for each in self.versions]
        users = frozenset(user for each in all_pings for user in each.users)
        roles = frozenset(role for each in all_pings for role in each.roles)
        return Pings(users, roles, any(each.everyone for each in all_pings))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons, from top to bottom."""
        return buttons_of(self.components)

    def button(self, name: str) -> Button:
        """The button with this label, custom id or part of it between colons; KeyError without one."""
        for each in self.buttons:
            if each.is_called(name):
                return each
        raise KeyError(
            f"{name!r} is none of the buttons {[each.label or each.custom_id for each in self.buttons]}"
        )
