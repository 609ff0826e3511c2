"""The channels, forums, threads and direct conversations of the world: opened, changed and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eval.loopback_discord.clock import Clock, Snowflakes
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.model import (
    Channel,
    ChannelKind,
    Guild,
    Member,
    Overwrite,
    Role,
    User,
    overwrite,
)
from eval.loopback_discord.world.permissions import Permission

# Tells the bot's sessions of an event in a guild (its id), or, with None, in direct messages.
Publish = Callable[[str, Json, int | None], None]


class Places:
    """All channels by their ids; the bot is told of every change."""

    def __init__(self, clock: Clock, ids: Snowflakes, publish: Publish) -> None:
        self.channels: dict[int, Channel] = {}
        self._clock = clock
        self._ids = ids
        self._publish = publish

    def next_id(self) -> int:
        """An id for something new."""
        return self._ids.next()

    def add_text_channel(
        self,
        guild: Guild,
        name: str = "general",
        *,
        overwrites: Iterable[Overwrite] = (),
        parent: Channel | None = None,
        topic: str | None = None,
    ) -> Channel:
        """A channel for messages; `overwrites` come from `overwrite(role or member, allow=…, deny=…)`."""
        channel = Channel(self.next_id(), ChannelKind.TEXT, name, parent=parent, topic=topic)
        channel.overwrites = tuple(overwrites)
        return self._open(guild, channel)

    def add_category(self, guild: Guild, name: str, *, overwrites: Iterable[Overwrite] = ()) -> Channel:
        """A heading under which channels stand."""
        category = Channel(self.next_id(), ChannelKind.CATEGORY, name, overwrites=tuple(overwrites))
        return self._open(guild, category)

    def add_forum(
        self,
        guild: Guild,
        name: str = "questions",
        *,
        overwrites: Iterable[Overwrite] = (),
        tags: Iterable[str] = (),
    ) -> Channel:
        """A forum; its posts are threads."""
        forum = Channel(self.next_id(), ChannelKind.FORUM, name, overwrites=tuple(overwrites))
        forum.tags = {self.next_id(): tag for tag in tags}
        return self._open(guild, forum)

    def add_thread(self, parent: Channel, name: str, owner: User, *, is_private: bool = False) -> Channel:
        """A thread (in a forum: a post) without a message."""
        assert parent.guild is not None
        kind = ChannelKind.PRIVATE_THREAD if is_private else ChannelKind.PUBLIC_THREAD
        thread = Channel(self.next_id(), kind, name, parent.guild, parent, owner=owner)
        return self.open_thread(thread)

    def open_thread(self, thread: Channel) -> Channel:
        """Takes a thread up, and tells of it."""
        assert thread.guild is not None
        thread.created_at = self._clock.now()
        thread.participants |= {thread.owner.id} if thread.owner else set()
        thread.guild.threads[thread.id] = self.channels[thread.id] = thread
        self._tell("THREAD_CREATE", thread)
        return thread

    def add_dm(self, account: User) -> Channel:
        """The direct conversation of a user and the bot; there is one for each."""
        for channel in self.channels.values():
            if channel.recipients == (account,):
                return channel
        direct = Channel(self.next_id(), ChannelKind.DIRECT, "", recipients=(account,))
        self.channels[direct.id] = direct
        return direct

    def change_channel(
        self,
        channel: Channel,
        *,
        overwrites: Iterable[Overwrite] | None = None,
        name: str | None = None,
        is_archived: bool | None = None,
        is_locked: bool | None = None,
    ) -> None:
        """Changes a channel's or a thread's overwrites, name or state."""
        channel.overwrites = channel.overwrites if overwrites is None else tuple(overwrites)
        channel.name = name or channel.name
        channel.is_archived = channel.is_archived if is_archived is None else is_archived
        channel.is_locked = channel.is_locked if is_locked is None else is_locked
        self._tell("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)

    def remove_channel(self, channel: Channel) -> None:
        """Deletes a channel or a thread with all that was said in it."""
        assert channel.guild is not None
        del self.channels[channel.id]
        (channel.guild.threads if channel.is_thread else channel.guild.channels).pop(channel.id)
        self._tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)

    def _open(self, guild: Guild, channel: Channel) -> Channel:
        channel.guild = guild
        channel.position = len(guild.channels)
        guild.channels[channel.id] = self.channels[channel.id] = channel
        self._tell("CHANNEL_CREATE", channel)
        return channel

    def _tell(self, event: str, channel: Channel) -> None:
        assert channel.guild is not None
        self._publish(event, payloads.channel(channel), channel.guild.id)


def only_for(guild: Guild, *who: Role | Member, with_bot: bool = True) -> tuple[Overwrite, ...]:
    """The overwrites of a channel that these roles and members alone see, and the bot unless told not to."""
    view = Permission.VIEW_CHANNEL
    bots = [each for each in guild.members.values() if each.user.is_bot] if with_bot else []
    return (overwrite(guild.everyone, deny=view), *(overwrite(each, allow=view) for each in (*who, *bots)))
