"""Routes for messages in channels: read, post, edit, delete, react."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from eval.loopback_discord.application import Application
from eval.loopback_discord.gateway.intents import Intent, readable
from eval.loopback_discord.messages.board import Board, Frame
from eval.loopback_discord.messages.drafting import Drafting
from eval.loopback_discord.messages.flags import ON_CREATE, ON_EDIT
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.refusals import Flaw, Refused, invalid_form
from eval.loopback_discord.rest.access import Access
from eval.loopback_discord.rest.call import Bucket, Call, Route
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User
from eval.loopback_discord.world.permissions import Permission

_HISTORY = 50
_MOST_HISTORY = 100
WRITES = Bucket(5, 5.0)


class Messages:
    """The handlers."""

    def __init__(self, access: Access, board: Board, drafting: Drafting, application: Application) -> None:
        self._access = access
        self._board = board
        self._drafting = drafting
        self._application = application

    def routes(self) -> Sequence[Route]:
        """The table."""
        all_of_them = "/channels/{channel}/messages"
        one = "/channels/{channel}/messages/{message}"
        mine = one + "/reactions/{emoji}/@me"
        return (
            Route("GET", all_of_them, self._history),
            Route("POST", all_of_them, self._create, WRITES),
            Route("GET", one, self._one),
            Route("PATCH", one, self._edit, WRITES),
            Route("DELETE", one, self._delete, WRITES),
            Route("PUT", mine, self._react, Bucket(1, 0.25)),
            Route("DELETE", mine, self._unreact, Bucket(1, 0.25)),
        )

    @property
    def _me(self) -> User:
        return self._application.bot

    async def _history(self, call: Call) -> list[Json]:
        channel = self._access.channel(call)
        if not self._access.bits(channel) & Permission.READ_MESSAGE_HISTORY:
            return []
        limit = int(call.query.get("limit", _HISTORY))
        if not 1 <= limit <= _MOST_HISTORY:
            raise invalid_form(Flaw("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100."))
        return [self._shown(each) for each in islice(_selected(channel, call), limit)]

    async def _one(self, call: Call) -> Json:
        return self._shown(self._access.message(call, Permission.READ_MESSAGE_HISTORY))

    async def _create(self, call: Call) -> Json:
        channel = self._access.channel(call)
        self._access.need_to_write(channel)
        if call.files:
            self._access.need(channel, Permission.ATTACH_FILES)
        if call.body.get("embeds"):
            self._access.need(channel, Permission.EMBED_LINKS)
        reply_to = self._replied_to(channel, call.body.get("message_reference"))
        said = self._drafting.new(call.draft, channel, ON_CREATE, reply_to)
        nonce = call.body.get("nonce")
        frame = Frame(reply_to=reply_to, nonce=None if nonce is None else str(nonce))
        if call.body.get("enforce_nonce"):
            for each in reversed(channel.messages.values()):
                if each.nonce == frame.nonce and each.author is self._me:
                    return self._board.payload(each)
        return self._board.payload(self._board.post(channel, self._me, said, frame))

    async def _edit(self, call: Call) -> Json:
        message = self._access.message(call)
        if message.author is not self._me:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        _need_open(message.channel)
        self._board.edit(message, self._drafting.changed(call.draft, message, ON_EDIT))
        return self._board.payload(message)

    async def _delete(self, call: Call) -> None:
        message = self._access.message(call)
        if message.author is not self._me:
            self._access.need(message.channel, Permission.MANAGE_MESSAGES)
        self._board.delete(message)

    async def _react(self, call: Call) -> None:
        message = self._access.message(call, Permission.READ_MESSAGE_HISTORY)
        _need_open(message.channel)
        emoji = call.named["emoji"]
        if not message.reactions.get(emoji):
            self._access.need(message.channel, Permission.ADD_REACTIONS)
        if emoji.isalnum() and emoji.isascii():
            raise Refused(400, 10014, "Unknown Emoji")
        self._board.react(message, emoji, self._me)

    async def _unreact(self, call: Call) -> None:
        message = self._access.message(call, Permission.READ_MESSAGE_HISTORY)
        self._board.unreact(message, call.named["emoji"], self._me)

    def _replied_to(self, channel: Channel, reference: Json | None) -> Message | None:
        if reference is None:
            return None
        if not self._access.bits(channel) & Permission.READ_MESSAGE_HISTORY:
            raise Refused(403, 160002, "Cannot reply without permission to read message history")
        found = channel.messages.get(int(reference.get("message_id", 0)))
        if (found is None or found.is_ephemeral) and reference.get("fail_if_not_exists", True):
            raise invalid_form(Flaw("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"))
        return found

    def _shown(self, message: Message) -> Json:
        described = self._board.payload(message)
        if self._application.privileged & Intent.MESSAGE_CONTENT:
            return described
        guild = message.channel.guild
        closed = {**described, "guild_id": str(guild.id) if guild else None}
        shown = readable(closed, self._me)
        shown.pop("guild_id", None)
        return shown


def _need_open(channel: Channel) -> None:
    # Only a new message wakes a thread that is archived.
    if channel.is_archived:
        raise Refused(400, 50083, "Thread is archived")


def _selected(channel: Channel, call: Call) -> list[Message]:
    """What a history request asks for, the newest first."""
    shown = [each for each in channel.messages.values() if not each.is_ephemeral]
    if "after" in call.query:
        limit = int(call.query.get("limit", _HISTORY))
        return [each for each in shown if each.id > int(call.query["after"])][:limit][::-1]
    if "around" in call.query:
        middle, half = int(call.query["around"]), int(call.query.get("limit", _HISTORY)) // 2
        before = [each for each in shown if each.id <= middle][-half - 1 :]
        return [*before, *[each for each in shown if each.id > middle][:half]][::-1]
    if "before" in call.query:
        shown = [each for each in shown if each.id < int(call.query["before"])]
    return shown[::-1]
