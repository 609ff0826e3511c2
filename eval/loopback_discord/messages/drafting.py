"""Turns a request's body into what a message says, if Discord would take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from eval.loopback_discord.clock import Snowflakes
from eval.loopback_discord.limits.components import check_components
from eval.loopback_discord.limits.embeds import check_embeds
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.limits.mentions import check_mentions
from eval.loopback_discord.messages.components import numbered, text_of
from eval.loopback_discord.messages.flags import Flag
from eval.loopback_discord.messages.message import Attachment, Message, Version
from eval.loopback_discord.messages.pings import Reach, pings_of
from eval.loopback_discord.refusals import Refused
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User
from eval.loopback_discord.world.permissions import Permission, in_channel
from eval.loopback_discord.world.world import World

MOST_CONTENT = 2000
MOST_FILES = 10
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a request."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a request asks a message to say: its JSON, and its files by their numbers."""

    body: Json
    files: Mapping[int, Upload]


class Drafting:
    """Reads drafts; gives the files their ids."""

    def __init__(self, ids: Snowflakes, world: World) -> None:
        self._ids = ids
        self._world = world

    def new(self, draft: Draft, channel: Channel, settable: Flag, reply_to: Message | None = None) -> Version:
        """What a new message says; `settable` are the flags that it may carry. Raises Refused."""
        return self._read(draft, channel, settable, Version(0.0), reply_to)

    def changed(self, draft: Draft, message: Message, settable: Flag) -> Version:
        """What a message says after an edit; what the draft does not name stays. Raises Refused."""
        before = replace(message.now, flags=message.now.flags & ~Flag.LOADING)
        return self._read(draft, message.channel, settable, before, message.reply_to)

    def _read(
        self, draft: Draft, channel: Channel, settable: Flag, before: Version, reply_to: Message | None
    ) -> Version:
        body = draft.body
        form = Form()
        flags = _flags(form, body, before, settable)
        attachments = self._attachments(form, draft, before)
        names = {each.filename for each in attachments}
        _check(form, body, flags, names)
        form.close()
        if sum(len(each.data) for each in attachments) > MOST_BYTES:
            raise Refused(413, 40005, "Request entity too large")
        said = replace(
            before,
            content=body.get("content", before.content) or "",
            embeds=tuple(body.get("embeds", before.embeds) or ()),
            components=tuple(numbered(body.get("components", before.components) or ())),
            attachments=attachments,
            flags=flags,
        )
        _check_layout(said)
        spoken = "\n".join((said.content, text_of(said.components)))
        reach = reach_of(self._world, self._world.bot, channel)
        pings = pings_of(spoken, body.get("allowed_mentions"), reach, reply_to.author if reply_to else None)
        return replace(said, pings=pings)

    def _attachments(self, form: Form, draft: Draft, before: Version) -> tuple[Attachment, ...]:
        named = draft.body.get("attachments")
        if named is None:
            named = [{"id": each.id} for each in before.attachments]
            named += [{"id": number} for number in draft.files]
        form.size("attachments", named, MOST_FILES)
        kept = {each.id: each for each in before.attachments}
        found = []
        for number, each in enumerate(named):
            key = int(each["id"])
            if key in kept:
                found.append(kept[key])
            elif key in draft.files:
                found.append(self._attachment(each, draft.files[key]))
            else:
                told = f"Unknown attachment {key}"
                form.flaw(f"attachments.{number}", "ATTACHMENT_NOT_FOUND", told)
        return tuple(found)

    def _attachment(self, named: Json, file: Upload) -> Attachment:
        name = named.get("filename") or file.filename
        return Attachment(self._ids.next(), name, file.data, named.get("description"))


def reach_of(world: World, author: User, channel: Channel) -> Reach:
    """Whom somebody may ping in a channel."""
    if channel.guild is None:
        return Reach({each.id: each for each in (*channel.recipients, world.bot)}, {}, everyone=False)
    guild = channel.guild
    may_all = bool(in_channel(guild.members[author.id], channel) & Permission.MENTION_EVERYONE)
    roles = {key: role for key, role in guild.roles.items() if may_all or role.is_mentionable}
    roles.pop(guild.id, None)
    return Reach({key: each.user for key, each in guild.members.items()}, roles, may_all)


def _flags(form: Form, body: Json, before: Version, settable: Flag) -> Flag:
    wanted = Flag(body.get("flags") or 0)
    if int(wanted) & ~int(settable):
        form.flaw(
            "flags", "MESSAGE_FLAGS_NOT_SETTABLE", f"Flags {int(wanted) & ~int(settable)} cannot be set."
        )
    if "flags" not in body:
        return before.flags
    # Once a message has the new layout it keeps it, and nobody can make it ephemeral or public.
    return wanted | (before.flags & (Flag.COMPONENTS_V2 | Flag.EPHEMERAL))


def _check(form: Form, body: Json, flags: Flag, names: set[str]) -> None:
    form.text("content", body.get("content"), MOST_CONTENT)
    check_embeds(form, form.objects("embeds", body.get("embeds")))
    is_v2 = Flag.COMPONENTS_V2 in flags
    components = form.objects("components", body.get("components"))
    check_components(form, components, is_v2=is_v2, files=names)
    check_mentions(form, body.get("allowed_mentions"))
    for key in ("content", "embeds", "sticker_ids", "poll") if is_v2 else ():
        if body.get(key):
            told = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.flaw(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", told)


def _check_layout(said: Version) -> None:
    if not (said.content.strip() or said.embeds or said.components or said.attachments):
        raise Refused(400, 50006, "Cannot send an empty message")
    if Flag.COMPONENTS_V2 in said.flags and (said.content or said.embeds):
        form = Form()
        told = "Content and embeds must be taken away when a message turns to MessageFlags.IS_COMPONENTS_V2"
        form.flaw("flags", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", told)
        form.close()
