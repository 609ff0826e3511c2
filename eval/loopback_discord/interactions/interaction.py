"""One thing that a person started with the bot, and all that the bot made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeVar

from eval.loopback_discord.bell import Bell
from eval.loopback_discord.interactions.modal import Modal
from eval.loopback_discord.messages.message import Message, Version
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User

Found = TypeVar("Found")

# A bot has so long to say anything at all, and so long to say all it has to say (seconds).
FIRST_ANSWER_S = 3.0
TOKEN_S = 15 * 60.0


class Asked(IntEnum):
    """Discord's numbers for what a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Response(IntEnum):
    """Discord's numbers for the first answer."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion, named in the person's language."""

    name: str
    value: str | int | float


@dataclass(eq=False)
class Interaction:
    """What a test holds after `server.slash` and the like; times are the server's, in seconds since 1970.

    `source` is the message whose button was pressed. `original` is the answer itself, `followups` what came
    after it. `data` is what the bot was sent.
    """

    id: int
    token: str
    kind: Asked
    user: User
    channel: Channel
    data: Json
    created_at: float
    bell: Bell = field(repr=False)
    source: Message | None = None
    response: Response | None = None
    responded_at: float | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Modal | None = None
    suggestions: tuple[Choice, ...] | None = None
    expires_at: float = 0.0
    # How many versions the pressed message had when it was pressed.
    known: int = 0

    @property
    def acknowledged_after_s(self) -> float | None:
        """Seconds until the first answer of any kind."""
        return None if self.responded_at is None else self.responded_at - self.created_at

    @property
    def messages(self) -> tuple[Message, ...]:
        """The answer and what followed."""
        return (*((self.original,) if self.original else ()), *self.followups)

    @property
    def is_ephemeral(self) -> bool:
        """Whether the person alone sees the answer."""
        shown = self.answer or self.original
        return shown is not None and shown.is_ephemeral

    @property
    def edits(self) -> tuple[Version, ...]:
        """The edits of the answer."""
        return self.original.edits if self.original else ()

    @property
    def answer(self) -> Message | None:
        """The first message that says something; None while the bot is only thinking."""
        if self.response is Response.DEFERRED_UPDATE:
            changed = self.original is not None and len(self.original.versions) > self.known
            return self.followups[0] if self.followups else self.original if changed else None
        if self.original is not None and not self.original.is_thinking:
            return self.original
        return None

    async def acknowledged(self, within_s: float = 5.0) -> Interaction:
        """Waits until the bot answered in any way, be it that it is thinking."""
        return await self._until(
            lambda: self if self.response is not None else None, "an acknowledgement", within_s
        )

    async def reply(self, within_s: float = 5.0) -> Message:
        """Waits for the first message that says something."""
        return await self._until(lambda: self.answer, "a reply", within_s)

    async def until(self, look: Callable[[Message], bool], within_s: float = 5.0) -> Message:
        """Waits for a message of the answer of which `look` is true, as it is now."""

        def find() -> Message | None:
            return next((each for each in self.messages if look(each)), None)

        return await self._until(find, "the message that was looked for", within_s)

    async def followup(self, number: int = 0, within_s: float = 5.0) -> Message:
        """Waits for what came after the answer; 0 is the first."""
        return await self._until(
            lambda: self.followups[number] if len(self.followups) > number else None, "a follow-up", within_s
        )

    async def form(self, within_s: float = 5.0) -> Modal:
        """Waits for the form that is shown as the answer."""
        return await self._until(lambda: self.modal, "a form", within_s)

    async def choices(self, within_s: float = 3.0) -> tuple[Choice, ...]:
        """Waits for the suggestions."""

        def find() -> Interaction | None:
            return None if self.suggestions is None else self

        return (await self._until(find, "suggestions", within_s)).suggestions or ()

    async def _until(self, look: Callable[[], Found | None], what: str, within_s: float) -> Found:
        told = f"{what} to {self.data.get('name') or self.data.get('custom_id')!r}"
        return await self.bell.until(look, told, within_s)
