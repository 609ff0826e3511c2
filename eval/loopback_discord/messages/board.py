"""Where messages are posted, edited, reacted to and deleted; everybody who may know is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eval.loopback_discord.bell import Bell
from eval.loopback_discord.clock import Clock, Snowflakes
from eval.loopback_discord.messages import payloads
from eval.loopback_discord.messages.flags import Flag
from eval.loopback_discord.messages.message import Message, Origin, Version
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User
from eval.loopback_discord.world.permissions import Permission, in_channel
from eval.loopback_discord.world.places import Publish
from eval.loopback_discord.world.world import World


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a new message: whom it replies to, which interaction it answers, who alone sees it."""

    reply_to: Message | None = None
    origin: Origin | None = None
    ephemeral_to: User | None = None
    nonce: str | None = None


class Board:
    """Keeps the messages in their channels. `files_at` is where attachments are served."""

    def __init__(self, clock: Clock, ids: Snowflakes, world: World, publish: Publish, bell: Bell) -> None:
        self._clock = clock
        self._ids = ids
        self._world = world
        self._publish = publish
        self._bell = bell
        self.files_at = ""

    def post(
        self,
        channel: Channel,
        author: User,
        said: Version,
        frame: Frame | None = None,
        *,
        key: int | None = None,
    ) -> Message:
        """Adds a message that was found to be in order; `key` is its id where that is given."""
        frame = frame or Frame()
        message = Message(
            key or self._ids.next(),
            channel,
            author,
            [replace(said, at=self._clock.now())],
            kind=payloads.REPLY if frame.reply_to else 0,
            ephemeral_to=frame.ephemeral_to,
            reply_to=frame.reply_to,
            origin=frame.origin,
            nonce=frame.nonce,
        )
        channel.messages[message.id] = message
        if channel.is_thread:
            channel.is_archived = False
            channel.participants.add(author.id)
        self._tell("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, said: Version) -> None:
        """Adds a version to a message."""
        message.versions.append(replace(said, at=self._clock.now()))
        self._tell("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        """Takes a message away; who holds it sees that it is deleted."""
        message.is_deleted = True
        del message.channel.messages[message.id]
        self._tell_all("MESSAGE_DELETE", message, {"id": str(message.id)})

    def react(self, message: Message, emoji: str, user: User) -> None:
        """Adds a reaction."""
        message.reactions.setdefault(emoji, set()).add(user.id)
        self._tell_all("MESSAGE_REACTION_ADD", message, self._reaction(message, emoji, user))

    def unreact(self, message: Message, emoji: str, user: User) -> None:
        """Takes a reaction back."""
        message.reactions.get(emoji, set()).discard(user.id)
        self._tell_all("MESSAGE_REACTION_REMOVE", message, self._reaction(message, emoji, user))

    def payload(self, message: Message) -> Json:
        """The message as REST gives it."""
        return payloads.message(message, files_at=self.files_at)

    def is_shown_to(self, user: User, channel: Channel) -> bool:
        """Whether a user sees what is said in a channel."""
        if channel.guild is None:
            return user in (*channel.recipients, self._world.bot)
        member = channel.guild.members.get(user.id)
        return member is not None and bool(in_channel(member, channel) & Permission.VIEW_CHANNEL)

    def _reaction(self, message: Message, emoji: str, user: User) -> Json:
        told: Json = {"message_id": str(message.id), "user_id": str(user.id), "burst": False, "type": 0}
        return {**told, "emoji": {"id": None, "name": emoji}}

    def _tell(self, event: str, message: Message) -> None:
        self._tell_all(event, message, payloads.message_event(message, files_at=self.files_at))

    def _tell_all(self, event: str, message: Message, told: Json) -> None:
        channel = message.channel
        guild = channel.guild
        if message.ephemeral_to is None and self.is_shown_to(self._world.bot, channel):
            place: Json = {"channel_id": str(channel.id)}
            if guild is not None:
                place["guild_id"] = str(guild.id)
            self._publish(event, {**told, **place}, guild.id if guild else None)
        self._bell.ring()


def thinking(*, is_ephemeral: bool) -> Version:
    """What a deferred answer shows."""
    return Version(0.0, flags=Flag.LOADING | (Flag.EPHEMERAL if is_ephemeral else Flag.NONE))
