"""People who write messages and posts, and who read what the bot writes."""

from __future__ import annotations

from collections.abc import Iterable

from eval.loopback_discord.messages.board import Frame
from eval.loopback_discord.messages.drafting import reach_of
from eval.loopback_discord.messages.message import Message, Version
from eval.loopback_discord.messages.pings import pings_of
from eval.loopback_discord.people.people import People
from eval.loopback_discord.people.rights import CannotBeDone, need, need_to_see
from eval.loopback_discord.world.model import Channel, ChannelKind, Person, Role, User, user_of
from eval.loopback_discord.world.permissions import Permission


class Speaking(People):
    """Writes as people do."""

    async def say(
        self,
        who: Person,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        mentions: Iterable[Person | Role] = (),
        pings_author: bool = True,
    ) -> Message:
        """Writes a message; `mentions` come before the text, a reply pings its author unless told not to."""
        user = user_of(who)
        if channel.is_thread:
            need(user, channel, Permission.SEND_MESSAGES_IN_THREADS)
        else:
            need(user, channel, Permission.SEND_MESSAGES)
        if reply_to is not None:
            need_to_see(user, reply_to)
        spoken = " ".join([*(each.mention for each in mentions), text]).strip()
        said = self._said(user, channel, spoken, reply_to if pings_author else None)
        return self._parts.board.post(channel, user, said, Frame(reply_to=reply_to))

    async def post(
        self, who: Person, forum: Channel, title: str, text: str, *, tags: Iterable[str] = ()
    ) -> Channel:
        """Writes a post in a forum; its first message is the `starter` of the thread that comes back."""
        user = user_of(who)
        if forum.kind != ChannelKind.FORUM:
            raise CannotBeDone(f"{forum.name} is no forum")
        need(user, forum, Permission.SEND_MESSAGES)
        thread = self._parts.world.add_thread(forum, title, user)
        thread.applied_tags = tuple(key for key, name in forum.tags.items() if name in set(tags))
        # A forum post's first message has the thread's id.
        said = self._said(user, thread, text, None)
        thread.starter = self._parts.board.post(thread, user, said, key=thread.id)
        return thread

    async def change(self, message: Message, text: str) -> None:
        """Edits a person's own message."""
        user = message.author
        self._parts.board.edit(message, self._said(user, message.channel, text, message.reply_to))

    async def answer_to(self, message: Message, within_s: float = 5.0) -> Message:
        """Waits for the bot's answer to a message: a reply to it, or else what it writes after it.

        A thread that was opened from the message counts as the same place.
        """
        return await self._parts.bell.until(
            lambda: self._answer(message), "an answer to the message", within_s
        )

    async def written(self, channel: Channel, count: int, within_s: float = 5.0) -> tuple[Message, ...]:
        """Waits until the bot has written `count` messages for everybody in a channel."""

        def find() -> tuple[Message, ...] | None:
            mine = self.written_in(channel)
            return mine if len(mine) >= count else None

        return await self._parts.bell.until(find, f"{count} messages of the bot", within_s)

    def written_in(self, channel: Channel) -> tuple[Message, ...]:
        """What the bot has written in a channel for everybody, in order."""
        bot = self._parts.world.bot
        return tuple(m for m in channel.messages.values() if m.author is bot and not m.is_ephemeral)

    def _answer(self, message: Message) -> Message | None:
        places = [message.channel, *([message.thread] if message.thread else [])]
        later = [each for place in places for each in self.written_in(place) if each.id > message.id]
        said = [each for each in later if not each.is_thinking]
        replies = [each for each in said if each.reply_to is message]
        return next(iter(replies or said), None)

    def _said(
        self,
        user: User,
        channel: Channel,
        text: str,
        replied_to: Message | None,
    ) -> Version:
        reach = reach_of(self._parts.world, user, channel)
        pings = pings_of(text, None, reach, replied_to.author if replied_to else None)
        return Version(0.0, text, pings=pings)
