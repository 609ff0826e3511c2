"""`/admin channels`, `forums`, `mentions` and `roles`: what is set for a server."""

from __future__ import annotations

from collections.abc import Callable

import discord
from discord import app_commands

from bot.discord.access import STAFF_CHANNEL_TYPES, PublicReason
from bot.discord.admin.context import Act, AdminContext, Need, respond
from bot.discord.i18n import command_names, command_options, localized
from bot.discord.interactions import Interaction
from bot.discord.services import BotServices
from bot.models import Audience
from bot.storage.guild_settings import GuildSettings

# Of each kind, so that the status has room for all: a channel takes 23 characters of a message.
_MAX_CHANNELS = 10
# Threads go by the channel that they hang from; a category stands for the channels in it.
Channel = (
    discord.TextChannel
    | discord.ForumChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.CategoryChannel
)
StaffChannel = discord.TextChannel | discord.ForumChannel
# Everybody is of the public: a role is mapped to more.
_AUDIENCES = [
    app_commands.Choice(name=localized(f"command_admin_roles_audience_{audience}"), value=audience.value)
    for audience in Audience
    if audience is not Audience.PUBLIC
]


class _SettingsGroup(app_commands.Group):
    """Commands that change the server's settings and say how they are then."""

    key = ""

    def __init__(self, services: BotServices) -> None:
        super().__init__(**command_names(f"admin_{self.key}"))
        self.services = services

    async def respond(self, interaction: Interaction, need: Need, act: Act) -> None:
        await respond(interaction, self.services, need, act)

    async def change(
        self, interaction: Interaction, need: Need, change: Callable[[GuildSettings], GuildSettings]
    ) -> None:

        async def act(context: AdminContext) -> str:
            return describe_settings(context, await context.change(change))

        await self.respond(interaction, need, act)


class ChannelsGroup(_SettingsGroup):
    """`/admin channels`: where the bot answers, and which channels are for staff."""

    key = "channels"

    @app_commands.command(**command_names("admin_channels_allow"))
    @command_options("admin_channels", "channel")
    async def allow(self, interaction: Interaction, channel: Channel) -> None:
        await self.change(interaction, Need.MANAGER, lambda known: known.allowing(channel.id))

    @app_commands.command(**command_names("admin_channels_deny"))
    @command_options("admin_channels", "channel")
    async def deny(self, interaction: Interaction, channel: Channel) -> None:
        await self.change(interaction, Need.MANAGER, lambda known: known.denying(channel.id))

    @app_commands.command(**command_names("admin_channels_staff"))
    @command_options("admin_channels_staff", "channel")
    async def staff(self, interaction: Interaction, channel: StaffChannel) -> None:
        await self.respond(interaction, Need.OPERATOR, lambda context: _name_for_staff(context, channel))

    @app_commands.command(**command_names("admin_channels_public"))
    @command_options("admin_channels_staff", "channel")
    async def public(self, interaction: Interaction, channel: StaffChannel) -> None:
        await self.change(interaction, Need.OPERATOR, lambda known: known.without_staff_channel(channel.id))

    @app_commands.command(**command_names("admin_channels_everywhere"))
    async def everywhere(self, interaction: Interaction) -> None:
        await self.change(interaction, Need.MANAGER, GuildSettings.everywhere)

    @app_commands.command(**command_names("admin_channels_list"))
    async def show(self, interaction: Interaction) -> None:
        await self.respond(interaction, Need.MANAGER, _show_settings)


class ForumsGroup(_SettingsGroup):
    """`/admin forums`: where the bot answers the first post of a thread without being mentioned."""

    key = "forums"

    @app_commands.command(**command_names("admin_forums_add"))
    @command_options("admin_forums", "forum")
    async def add(self, interaction: Interaction, forum: discord.ForumChannel) -> None:
        await self.respond(interaction, Need.MANAGER, lambda context: _add_forum(context, forum.id))

    @app_commands.command(**command_names("admin_forums_remove"))
    @command_options("admin_forums", "forum")
    async def remove(self, interaction: Interaction, forum: discord.ForumChannel) -> None:
        await self.change(interaction, Need.MANAGER, lambda known: known.without_forum(forum.id))


class MentionsGroup(_SettingsGroup):
    """`/admin mentions`: whether the bot answers to mentions, to replies and in its threads."""

    key = "mentions"

    @app_commands.command(**command_names("admin_mentions_on"))
    async def on(self, interaction: Interaction) -> None:
        await self.change(interaction, Need.MANAGER, lambda known: known.listening(mentions=True))

    @app_commands.command(**command_names("admin_mentions_off"))
    async def off(self, interaction: Interaction) -> None:
        await self.change(interaction, Need.MANAGER, lambda known: known.listening(mentions=False))


class RolesGroup(_SettingsGroup):
    """`/admin roles`: what those who have a role may read; for operators, as it decides who sees what."""

    key = "roles"

    @app_commands.command(**command_names("admin_roles_map"))
    @command_options("admin_roles", "role", "audience")
    @app_commands.choices(audience=_AUDIENCES)
    async def map_role(self, interaction: Interaction, role: discord.Role, audience: str) -> None:
        await self.respond(
            interaction, Need.OPERATOR, lambda context: _map_role(context, role, Audience(audience))
        )

    @app_commands.command(**command_names("admin_roles_unmap"))
    @command_options("admin_roles", "role")
    async def unmap(self, interaction: Interaction, role: discord.Role) -> None:
        await self.respond(
            interaction, Need.OPERATOR, lambda context: _map_role(context, role, Audience.PUBLIC)
        )

    @app_commands.command(**command_names("admin_roles_list"))
    async def show(self, interaction: Interaction) -> None:
        await self.respond(interaction, Need.OPERATOR, _show_roles)


def describe_settings(context: AdminContext, settings: GuildSettings) -> str:
    """Where the bot answers now, in which forums by itself, what is for staff, and whether to mentions."""
    lines = [_describe_channels(context, settings)]
    listed = {
        "admin_channels_denied": settings.denied,
        "admin_forums": settings.forums,
        "admin_channels_staff": settings.staff_channels,
    }
    for name, channels in listed.items():
        if channels:
            lines.append(context.t(name, channels=_mention(context, channels)))
    lines.append(context.t("admin_mentions_on" if settings.mentions else "admin_mentions_off"))
    return context.fit(lines)


def describe_public(context: AdminContext, reason: PublicReason) -> str:
    """That a channel shows public documents only, and why."""
    return context.t("admin_channel_public", reason=context.t(reason))


def _describe_channels(context: AdminContext, settings: GuildSettings) -> str:
    if settings.channels is None:
        return context.t("admin_channels_everywhere")
    if not settings.channels:
        return context.t("admin_channels_nowhere")
    return context.t("admin_channels_only", channels=_mention(context, settings.channels))


def _mention(context: AdminContext, channels: frozenset[int]) -> str:
    mentions = [f"<#{channel}>" for channel in sorted(channels)]
    if len(mentions) > _MAX_CHANNELS:
        mentions[_MAX_CHANNELS:] = [context.t("admin_left_out", count=len(mentions) - _MAX_CHANNELS)]
    return " ".join(mentions)


async def _show_settings(context: AdminContext) -> str:
    return describe_settings(context, await context.settings())


async def _name_for_staff(context: AdminContext, channel: StaffChannel) -> str:
    """Names the channel; while everybody can view it, the reply says that it stays public."""
    if channel.type not in STAFF_CHANNEL_TYPES:
        return context.t("admin_why_kind")
    settings = await context.change(lambda known: known.with_staff_channel(channel.id))
    text = describe_settings(context, settings)
    reason = await context.services.access.why_public(context.guild.get_channel(channel.id))
    return text if reason is None else f"{text}\n{describe_public(context, reason)}"


async def _add_forum(context: AdminContext, forum: int) -> str:
    text = describe_settings(context, await context.change(lambda known: known.with_forum(forum)))
    is_read = context.services.settings.message_content
    return text if is_read else f"{text}\n{context.t('admin_forums_unread')}"


async def _map_role(context: AdminContext, role: discord.Role, audience: Audience) -> str:
    if role.is_default():  # whoever has an invite to the server would be staff
        return context.t("admin_roles_not_everyone")
    existing = _existing_roles(context.guild)
    settings = await context.change(lambda known: known.with_roles_of(existing).mapping(role.id, audience))
    return _describe_roles(context, settings)


async def _show_roles(context: AdminContext) -> str:
    """The mappings, without those of roles that were deleted while the bot was away."""
    settings = (await context.settings()).with_roles_of(_existing_roles(context.guild))
    return _describe_roles(context, settings)


def _existing_roles(guild: discord.Guild) -> frozenset[int]:
    return frozenset(role.id for role in guild.roles)


def _describe_roles(context: AdminContext, settings: GuildSettings) -> str:
    if not settings.roles:
        return context.t("admin_roles_none")
    lines = [
        context.t("admin_roles_mapped", role=f"<@&{role}>", audience=context.t(f"admin_audience_{audience}"))
        for role, audience in sorted(settings.roles.items())
    ]
    return context.fit([context.t("admin_roles_who_gives"), *lines])
