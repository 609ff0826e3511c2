"""The JSON in which Discord describes a message."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from eval.loopback_discord.clock import stamp
from eval.loopback_discord.messages.components import Kind
from eval.loopback_discord.messages.flags import Flag
from eval.loopback_discord.messages.message import Attachment, Message
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads as world
from eval.loopback_discord.world.model import Channel, User

# The kind of a message that replies to another.
REPLY = 19


def message(one: Message, *, files_at: str, with_reference: bool = True) -> Json:
    """A message object; `files_at` is the address under which attachments are served."""
    said = one.now
    described = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "author": world.user(one.author),
        "content": said.content,
        "timestamp": stamp(one.versions[0].at),
        "edited_timestamp": stamp(said.at) if one.is_edited else None,
        "tts": False,
        "mention_everyone": said.pings.everyone,
        "mentions": [_mentioned(each, one.channel) for each in said.pings.users],
        "mention_roles": [str(role.id) for role in said.pings.roles],
        "attachments": [attachment(each, one.channel, files_at) for each in said.attachments],
        "embeds": [{"type": "rich", **each} for each in said.embeds],
        "components": [_resolved(each, one, files_at) for each in said.components],
        "reactions": [_reaction(emoji, who) for emoji, who in one.reactions.items() if who],
        "pinned": False,
        "type": one.kind,
        "flags": int(said.flags | (Flag.HAS_THREAD if one.thread else 0)),
    }
    described |= _origin(one)
    if one.nonce is not None:
        described["nonce"] = one.nonce
    if one.thread is not None:
        described["thread"] = world.channel(one.thread)
    return {**described, **_reference(one, files_at)} if with_reference else described


def message_event(one: Message, *, files_at: str) -> Json:
    """A message as the gateway tells it: with the guild and the author's membership."""
    described = message(one, files_at=files_at)
    guild = one.channel.guild
    if guild is None:
        return described
    described["guild_id"] = str(guild.id)
    author = guild.members.get(one.author.id)
    return described if author is None else {**described, "member": world.member_alone(author)}


def attachment(one: Attachment, channel: Channel, files_at: str) -> Json:
    """An attachment object."""
    url = f"{files_at}/attachments/{channel.id}/{one.id}/{quote(one.filename)}"
    described = {
        "id": str(one.id),
        "filename": one.filename,
        "size": len(one.data),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(one.filename)[0] or "application/octet-stream",
    }
    return described if one.description is None else {**described, "description": one.description}


def _mentioned(account: User, channel: Channel) -> Json:
    member = channel.guild.members.get(account.id) if channel.guild else None
    described = world.user(account)
    return described if member is None else {**described, "member": world.member_alone(member)}


def _reaction(emoji: str, who: set[int]) -> Json:
    count = {"burst": 0, "normal": len(who)}
    return {
        "count": len(who),
        "count_details": count,
        "me": False,
        "me_burst": False,
        "burst_colors": [],
        "emoji": {"id": None, "name": emoji},
    }


def _origin(one: Message) -> Json:
    if one.origin is None:
        return {}
    caller = world.user(one.origin.user)
    seen = {"id": str(one.origin.id), "type": one.origin.kind, "user": caller}
    told: Json = {
        "application_id": str(one.author.id),
        "webhook_id": str(one.author.id),
        "interaction_metadata": {**seen, "authorizing_integration_owners": {}},
    }
    return {**told, "interaction": {**seen, "name": one.origin.name}} if one.origin.name else told


def _reference(one: Message, files_at: str) -> Json:
    if one.reply_to is None:
        return {}
    other = one.reply_to
    led: Json = {"type": 0, "message_id": str(other.id), "channel_id": str(other.channel.id)}
    if other.channel.guild:
        led["guild_id"] = str(other.channel.guild.id)
    shown = None if other.is_deleted else message(other, files_at=files_at, with_reference=False)
    return {"message_reference": led, "referenced_message": shown}


def _resolved(component: Json, one: Message, files_at: str) -> Json:
    """A component whose `attachment://name` has become the file's address."""
    copy = dict(component)
    if copy["type"] == Kind.FILE:
        copy["file"] = _medium(copy["file"], one, files_at)
    if copy["type"] == Kind.THUMBNAIL:
        copy["media"] = _medium(copy["media"], one, files_at)
    if copy["type"] == Kind.GALLERY:
        copy["items"] = [{**each, "media": _medium(each["media"], one, files_at)} for each in copy["items"]]
    if copy.get("components"):
        copy["components"] = [_resolved(each, one, files_at) for each in copy["components"]]
    if copy.get("accessory"):
        copy["accessory"] = _resolved(copy["accessory"], one, files_at)
    return copy


def _medium(medium: Json, one: Message, files_at: str) -> Json:
    name = medium["url"].removeprefix("attachment://")
    for each in one.attachments:
        if each.filename == name:
            described = attachment(each, one.channel, files_at)
            return {"attachment_id": described["id"], **{key: described[key] for key in ("url", "proxy_url")}}
    return {"proxy_url": medium["url"], **medium}
