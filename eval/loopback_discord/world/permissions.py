"""What a member may do in a channel, by Discord's rules of roles and overwrites."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.loopback_discord.world.model import Channel, Member, Overwrite


class Permission(IntFlag):
    """The bits that this server knows; the others are kept, and mean nothing."""

    NONE = 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38


ALL = (1 << 53) - 1

# What @everyone may do in a server that nobody has touched.
EVERYONE = int(
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.USE_APPLICATION_COMMANDS
)

# What anybody may do in direct messages.
DIRECT = EVERYONE & ~int(Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS)


def in_guild(member: Member) -> int:
    """A member's permissions before any channel has its say."""
    guild = member.guild
    if member.user is guild.owner:
        return ALL
    bits = guild.everyone.permissions
    for role in member.roles:
        bits |= role.permissions
    return ALL if bits & Permission.ADMINISTRATOR else bits


def in_channel(member: Member, channel: Channel) -> int:
    """A member's permissions in a channel; a thread takes its parent's.

    The order is Discord's ("Permission Overwrites"): @everyone's overwrite, then what the roles' overwrites
    deny and allow taken together, then the member's own.
    """
    bits = in_guild(member)
    if bits == ALL:
        return bits
    place = channel.parent if channel.is_thread and channel.parent else channel
    overwrites = {each.target: each for each in place.overwrites}
    roles = [overwrites[role.id] for role in member.roles if role.id in overwrites]
    bits = _overwritten(bits, [overwrites[member.guild.id]] if member.guild.id in overwrites else [])
    bits = _overwritten(bits, roles)
    bits = _overwritten(bits, [overwrites[member.id]] if member.id in overwrites else [])
    is_kept_out = channel.is_private and member.id not in channel.participants
    if not bits & Permission.VIEW_CHANNEL or (is_kept_out and not bits & Permission.MANAGE_THREADS):
        return 0
    return bits


def _overwritten(bits: int, overwrites: list[Overwrite]) -> int:
    denied = allowed = 0
    for each in overwrites:
        denied |= each.deny
        allowed |= each.allow
    return (bits & ~denied) | allowed
