"""What Discord's client lets a person do."""

from __future__ import annotations

from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel, User
from eval.loopback_discord.world.permissions import DIRECT, Permission, in_channel


class CannotBeDone(Exception):
    """Discord's client does not offer this to that person: the test asks for what cannot happen."""


def need(user: User, channel: Channel, *needed: Permission) -> None:
    """Raises CannotBeDone where a person does not see a channel, or may not do in it what is needed."""
    if channel.guild is None:
        bits = DIRECT if user in channel.recipients else 0
    else:
        member = channel.guild.members.get(user.id)
        bits = 0 if member is None else in_channel(member, channel)
    for each in (Permission.VIEW_CHANNEL, *needed):
        if not bits & each:
            raise CannotBeDone(f"{user.name} lacks {each.name} in {channel.name or 'the direct messages'}")


def need_to_see(user: User, message: Message) -> None:
    """Raises CannotBeDone where a person does not see a message."""
    need(user, message.channel)
    if message.is_deleted:
        raise CannotBeDone("the message is deleted")
    if message.ephemeral_to not in (None, user):
        raise CannotBeDone(f"{user.name} does not see the message, which is ephemeral")
