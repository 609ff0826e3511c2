"""The JSON in which Discord describes users, roles, members, channels and servers."""

from __future__ import annotations

from eval.loopback_discord.clock import stamp
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, ChannelKind, Guild, Member, Role, User


def user(account: User) -> Json:
    """A user object."""
    return {
        "id": str(account.id),
        "username": account.name,
        "global_name": None if account.is_bot else account.name,
        "discriminator": "0000" if account.is_bot else "0",
        "avatar": None,
        "bot": account.is_bot,
        "public_flags": 0,
    }


def role(one: Role) -> Json:
    """A role object."""
    described = {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(one.permissions),
        "position": one.position,
        "mentionable": one.is_mentionable,
        "managed": one.bot is not None,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "flags": 0,
    }
    return described if one.bot is None else {**described, "tags": {"bot_id": str(one.bot.id)}}


def member_alone(member: Member) -> Json:
    """A member object without its user, as messages carry it."""
    return {
        "roles": [str(each.id) for each in member.roles],
        "nick": member.nick,
        "avatar": None,
        "joined_at": stamp(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }


def member(one: Member) -> Json:
    """A member object with its user."""
    return {**member_alone(one), "user": user(one.user)}


def channel(one: Channel) -> Json:
    """A channel object, for every kind."""
    if one.kind == ChannelKind.DIRECT:
        recipients = [user(each) for each in one.recipients]
        return {"id": str(one.id), "type": 1, "flags": 0, "recipients": recipients, **_last_message(one)}
    return _thread(one) if one.is_thread else _guild_channel(one)


def _guild_channel(one: Channel) -> Json:
    described = {
        "id": str(one.id),
        "type": int(one.kind),
        "guild_id": str(one.guild.id) if one.guild else None,
        "name": one.name,
        "position": one.position,
        "topic": one.topic,
        "nsfw": False,
        "flags": 0,
        "rate_limit_per_user": 0,
        "parent_id": str(one.parent.id) if one.parent else None,
        "permission_overwrites": [
            {"id": str(o.target), "type": int(o.is_member), "allow": str(o.allow), "deny": str(o.deny)}
            for o in one.overwrites
        ],
        **_last_message(one),
    }
    if one.kind == ChannelKind.FORUM:
        described["available_tags"] = [
            {"id": str(key), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
            for key, name in one.tags.items()
        ]
        described |= {"default_reaction_emoji": None, "default_sort_order": None, "default_forum_layout": 0}
    return described


def _thread(one: Channel) -> Json:
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "guild_id": str(one.guild.id) if one.guild else None,
        "parent_id": str(one.parent.id) if one.parent else None,
        "owner_id": str(one.owner.id) if one.owner else None,
        "name": one.name,
        "message_count": len(one.messages),
        "total_message_sent": len(one.messages),
        "member_count": len(one.participants),
        "rate_limit_per_user": 0,
        "flags": 0,
        "applied_tags": [str(tag) for tag in one.applied_tags],
        "thread_metadata": {
            "archived": one.is_archived,
            "locked": one.is_locked,
            "auto_archive_duration": 1440,
            "archive_timestamp": stamp(one.created_at),
            "create_timestamp": stamp(one.created_at),
        },
        **_last_message(one),
    }


def _last_message(one: Channel) -> Json:
    shown = (message for message in reversed(one.messages.values()) if message.ephemeral_to is None)
    last = next(shown, None)
    return {"last_message_id": str(last.id) if last else None}


def thread_member(thread: Channel, account: User) -> Json:
    """That a user takes part in a thread."""
    joined = {"id": str(thread.id), "user_id": str(account.id), "flags": 0}
    return {**joined, "join_timestamp": stamp(thread.created_at)}


def guild(one: Guild) -> Json:
    """A guild object as REST gives it: without members and channels."""
    return {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner.id),
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "vanity_url_code": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(each) for each in one.roles.values()],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "application_id": None,
        "preferred_locale": one.locale,
    }


def guild_create(one: Guild, bot: User) -> Json:
    """What the gateway tells of a guild."""
    return {
        **guild(one),
        "joined_at": stamp(one.members[bot.id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(each) for each in one.members.values()],
        "channels": [channel(each) for each in one.channels.values()],
        "threads": [channel(each) for each in one.threads.values() if not each.is_archived],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
