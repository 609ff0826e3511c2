"""Routes for channels and threads."""

from __future__ import annotations

from collections.abc import Sequence

from eval.loopback_discord.application import Application
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.messages.board import Board
from eval.loopback_discord.messages.drafting import Draft, Drafting
from eval.loopback_discord.messages.flags import ON_CREATE
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.refusals import Refused, unknown
from eval.loopback_discord.rest.access import Access
from eval.loopback_discord.rest.call import Bucket, Call, Route
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.model import Channel, ChannelKind
from eval.loopback_discord.world.permissions import Permission
from eval.loopback_discord.world.world import World

MOST_NAME = 100
_THREADS = Bucket(50, 300.0)


class Channels:
    """The handlers. `typing` lists the channels in which the bot showed that it types."""

    def __init__(
        self, access: Access, world: World, board: Board, drafting: Drafting, app: Application
    ) -> None:
        self.typing: list[Channel] = []
        self._access = access
        self._world = world
        self._board = board
        self._drafting = drafting
        self._bot = app.bot

    def routes(self) -> Sequence[Route]:
        """The table."""
        one = "/channels/{channel}"
        return (
            Route("GET", one, self._one),
            Route("PATCH", one, self._edit, Bucket(5, 5.0)),
            Route("POST", one + "/typing", self._type, Bucket(5, 5.0)),
            Route("POST", one + "/messages/{message}/threads", self._from_message, _THREADS),
            Route("POST", one + "/threads", self._thread, _THREADS),
            Route("PUT", one + "/thread-members/@me", self._join),
            Route("DELETE", one + "/thread-members/@me", self._leave),
            Route("POST", "/users/@me/channels", self._direct),
        )

    async def _one(self, call: Call) -> Json:
        return payloads.channel(self._access.channel(call))

    async def _edit(self, call: Call) -> Json:
        channel = self._access.channel(call)
        mine = channel.is_thread and channel.owner is self._bot
        if not mine:
            threads, channels = Permission.MANAGE_THREADS, Permission.MANAGE_CHANNELS
            self._access.need(channel, threads if channel.is_thread else channels)
        form = Form()
        form.text("name", call.body.get("name"), MOST_NAME, 1)
        form.close()
        self._world.change_channel(
            channel,
            name=call.body.get("name"),
            is_archived=call.body.get("archived"),
            is_locked=call.body.get("locked"),
        )
        return payloads.channel(channel)

    async def _type(self, call: Call) -> None:
        channel = self._access.channel(call)
        self._access.need_to_write(channel)
        self.typing.append(channel)

    async def _from_message(self, call: Call) -> Json:
        message = self._access.message(call, Permission.CREATE_PUBLIC_THREADS)
        parent = message.channel
        if parent.kind != ChannelKind.TEXT:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        if message.thread is not None:
            raise Refused(400, 160004, "A thread has already been created for this message")
        # A thread that is opened from a message has the message's id.
        return self._opened(call, parent, message.id, ChannelKind.PUBLIC_THREAD, message)

    async def _thread(self, call: Call) -> Json:
        parent = self._access.channel(call)
        if parent.kind == ChannelKind.FORUM:
            return self._forum_post(call, parent)
        if parent.kind != ChannelKind.TEXT:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        kind = ChannelKind(call.body.get("type", ChannelKind.PRIVATE_THREAD))
        public = kind == ChannelKind.PUBLIC_THREAD
        self._access.need(
            parent, Permission.CREATE_PUBLIC_THREADS if public else Permission.CREATE_PRIVATE_THREADS
        )
        return self._opened(call, parent, self._world.next_id(), kind, None)

    def _forum_post(self, call: Call, forum: Channel) -> Json:
        self._access.need(forum, Permission.SEND_MESSAGES)
        draft = Draft(call.body.get("message") or {}, call.files)
        said = self._drafting.new(draft, forum, ON_CREATE)
        opened = self._opened(call, forum, self._world.next_id(), ChannelKind.PUBLIC_THREAD, None)
        thread = self._world.channels[int(opened["id"])]
        thread.starter = self._board.post(thread, self._bot, said)
        return {**payloads.channel(thread), "message": self._board.payload(thread.starter)}

    def _opened(
        self, call: Call, parent: Channel, key: int, kind: ChannelKind, starter: Message | None
    ) -> Json:
        form = Form()
        form.required("name", call.body.get("name"), MOST_NAME)
        duration = call.body.get("auto_archive_duration")
        if duration is not None:
            form.one_of("auto_archive_duration", duration, (60, 1440, 4320, 10080))
        form.close()
        thread = Channel(key, kind, call.body["name"], parent.guild, parent, owner=self._bot, starter=starter)
        if starter is not None:
            starter.thread = thread
        self._world.open_thread(thread)
        return payloads.channel(thread)

    async def _join(self, call: Call) -> None:
        thread = self._access.channel(call)
        thread.participants.add(self._bot.id)

    async def _leave(self, call: Call) -> None:
        thread = self._access.channel(call)
        thread.participants.discard(self._bot.id)

    async def _direct(self, call: Call) -> Json:
        account = self._world.users.get(int(call.body.get("recipient_id", 0)))
        if account is None:
            raise unknown("User")
        if account.is_bot:
            raise Refused(403, 50007, "Cannot send messages to this user")
        return payloads.channel(self._world.add_dm(account))
