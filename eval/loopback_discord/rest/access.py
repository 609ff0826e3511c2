"""Finds what a path names, and refuses what the bot cannot see or may not do."""

from __future__ import annotations

from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.refusals import Refused, missing_access, missing_permissions, unknown
from eval.loopback_discord.rest.call import Call
from eval.loopback_discord.world.model import Channel, ChannelKind, Guild
from eval.loopback_discord.world.permissions import DIRECT, Permission, in_channel
from eval.loopback_discord.world.world import World


class Access:
    """The world as the bot may reach it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def guild(self, call: Call) -> Guild:
        """The guild that the path names, if the bot is in it."""
        guild = self._world.guilds.get(call.id("guild"))
        if guild is None:
            raise unknown("Guild")
        if self._world.bot_in(guild) is None:
            raise missing_access()
        return guild

    def channel(self, call: Call, *needed: Permission) -> Channel:
        """The channel that the path names, if the bot sees it and may do what is needed."""
        channel = self._world.channels.get(call.id("channel"))
        if channel is None:
            raise unknown("Channel")
        self.need(channel, *needed)
        return channel

    def need(self, channel: Channel, *needed: Permission) -> None:
        """Refuses where the bot does not see the channel, or lacks a permission in it."""
        bits = self.bits(channel)
        if not bits & Permission.VIEW_CHANNEL:
            raise missing_access()
        if any(not bits & each for each in needed):
            raise missing_permissions()

    def bits(self, channel: Channel) -> int:
        """What the bot may do in a channel."""
        if channel.guild is None:
            return DIRECT
        me = self._world.bot_in(channel.guild)
        return 0 if me is None else in_channel(me, channel)

    def need_to_write(self, channel: Channel) -> None:
        """Refuses where the bot may not write."""
        if channel.kind in (ChannelKind.CATEGORY, ChannelKind.FORUM):
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        in_thread = Permission.SEND_MESSAGES_IN_THREADS
        self.need(channel, in_thread if channel.is_thread else Permission.SEND_MESSAGES)
        if channel.is_thread and channel.is_locked and not self.bits(channel) & Permission.MANAGE_THREADS:
            raise missing_permissions()

    def message(self, call: Call, *needed: Permission) -> Message:
        """The message that the path names, if everybody in the channel sees it."""
        channel = self.channel(call, *needed)
        message = channel.messages.get(call.id("message"))
        if message is None or message.is_ephemeral:
            raise unknown("Message")
        return message
