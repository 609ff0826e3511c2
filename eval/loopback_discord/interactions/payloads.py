"""The JSON in which Discord tells a bot of an interaction."""

from __future__ import annotations

from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.board import Board
from eval.loopback_discord.messages.drafting import MOST_BYTES
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads as world
from eval.loopback_discord.world.model import Channel, Member, User
from eval.loopback_discord.world.permissions import ALL, DIRECT, in_channel


def interaction_event(one: Interaction, bot: User, board: Board) -> Json:
    """The INTERACTION_CREATE event."""
    told: Json = {
        "id": str(one.id),
        "application_id": str(bot.id),
        "type": int(one.kind),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": str(one.channel.id),
        "channel": channel_for(one.channel, one.user),
        "locale": one.user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": MOST_BYTES,
    }
    if one.source is not None:
        told["message"] = board.payload(one.source)
    guild = one.channel.guild
    if guild is None:
        direct = {"user": world.user(one.user), "app_permissions": str(DIRECT), "context": 1}
        return {**told, **direct, "authorizing_integration_owners": {"0": "0"}}
    return {
        **told,
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member_for(guild.members[one.user.id], one.channel),
        "app_permissions": str(in_channel(guild.members[bot.id], one.channel)),
        "context": 0,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }


def channel_for(channel: Channel, viewer: User) -> Json:
    """A channel with what the viewer may do in it."""
    bits = ALL if channel.guild is None else in_channel(channel.guild.members[viewer.id], channel)
    return {**world.channel(channel), "permissions": str(bits)}


def member_for(member: Member, channel: Channel) -> Json:
    """A member with what that person may do in the channel."""
    return {**world.member(member), "permissions": str(in_channel(member, channel))}
