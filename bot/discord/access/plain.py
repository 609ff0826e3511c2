"""Turns discord.py's objects into the plain values by which is decided who may see what.

Only what the gateway keeps up to date is taken, or what Discord was asked for: a channel that comes with an
interaction says nothing of who may view it, and a server in which the bot is not says nothing of its roles.
"""

from __future__ import annotations

import discord

from bot.discord.access.place import Overwrite, Place, Role

# Others are not judged. Guests are let into a voice or stage channel by a link, whatever their roles; what is
# published in an announcement channel goes to other servers.
_JUDGED = (discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.media)


def place_of(channel: object) -> Place | None:
    """The channel, or the one that a thread hangs from; None where it cannot be judged who views it."""
    guild = getattr(channel, "guild", None)
    if not isinstance(guild, discord.Guild) or guild.unavailable:
        return None
    return _place(guild, guild, guild.get_channel(number_of(channel)))


def number_of(channel: object) -> int:
    """The id of the channel that decides who views this one: of a thread the one that it hangs from.

    Nobody reads a private thread either who may not view the channel that it hangs from.
    """
    return channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)


def looked_up(guild: discord.Guild, now: discord.Guild | None, channel: object) -> Place | None:
    """The channel as Discord has just told it, with the server `now`; None where one of them is not known.

    `guild` is the server as the gateway told it, which alone knows who the bot is.
    """
    return None if now is None else _place(guild, now, channel)


def roles_of(person: object) -> frozenset[int]:
    """The ids of the roles of the server that a member has, as they came with the latest event or reply.

    Without the one that everybody has; somebody outside a server has none.
    """
    if not isinstance(person, discord.Member) or person.guild.unavailable:
        return frozenset()
    roles = [each.id for each in person.guild.roles if each.id != person.guild.id]
    return frozenset(each for each in roles if person.get_role(each) is not None)


def around(channel: object) -> tuple[int | None, ...]:
    """The ids of a channel and of what it stands in, nearest first: thread, channel, category."""
    own = getattr(channel, "id", None)
    if isinstance(channel, discord.Thread):
        return own, channel.parent_id, channel.category_id if channel.parent else None
    return own, getattr(channel, "category_id", None)


def _place(guild: discord.Guild, now: discord.Guild, channel: object) -> Place | None:
    if not isinstance(channel, discord.abc.GuildChannel) or channel.type not in _JUDGED:
        return None
    if now.owner_id is None:
        return None
    return Place(
        server=guild.id,
        owner=now.owner_id,
        me=getattr(guild.me, "id", 0),  # it is None until the gateway has named it
        roles=tuple(_role(each) for each in now.roles),
        overwrites=_overwrites(channel),
    )


def _role(role: discord.Role) -> Role:
    return Role(role.id, role.permissions.value, role.tags.bot_id if role.tags else None)


def _overwrites(channel: discord.abc.GuildChannel) -> tuple[Overwrite, ...]:
    found = []
    for target, overwrite in channel.overwrites.items():
        # One whose target is not known comes as an object that says what it was.
        is_role = (target.type if isinstance(target, discord.Object) else type(target)) is discord.Role
        allow, deny = overwrite.pair()
        found.append(Overwrite(target.id, is_role, allow.value, deny.value))
    return tuple(found)
