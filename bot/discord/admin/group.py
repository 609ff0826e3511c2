"""`/admin`. Discord shows it to those who may manage the server; who may use it is checked anew."""

from __future__ import annotations

import math

import discord
from discord import app_commands

from bot.discord.admin.context import AdminContext, Need, as_code, respond
from bot.discord.admin.document_sync import DocumentSync, summarise
from bot.discord.admin.guild_commands import (
    ChannelsGroup,
    ForumsGroup,
    MentionsGroup,
    RolesGroup,
    describe_public,
    describe_settings,
)
from bot.discord.i18n import command_names
from bot.discord.interactions import Interaction
from bot.discord.services import BotServices
from bot.models import Audience
from ingest.errors import ConcordError

_MS = 1_000


class AdminGroup(app_commands.Group):
    def __init__(self, services: BotServices) -> None:
        super().__init__(
            **command_names("admin"),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self._services = services
        self._document_sync = DocumentSync(services)
        for group in (ChannelsGroup, RolesGroup, MentionsGroup, ForumsGroup):
            self.add_command(group(services))

    @app_commands.command(**command_names("admin_status"))
    async def status(self, interaction: Interaction) -> None:
        await respond(interaction, self._services, Need.MANAGER, self._status)

    @app_commands.command(**command_names("admin_sync"))
    async def sync_documents(self, interaction: Interaction) -> None:
        await respond(interaction, self._services, Need.OPERATOR, self._document_sync.run)

    async def _status(self, context: AdminContext) -> str:
        channel, access = context.interaction.channel, context.services.access
        reason = await access.why_public(channel)
        lines = [
            *await _index(context),
            _model(context),
            _load(context),
            _connection(context),
            *self._sync_state(context),
            context.t("admin_channel_staff") if reason is None else describe_public(context, reason),
        ]
        if not await access.may_answer_in(channel):
            lines.append(context.t("admin_status_not_here"))
        return context.fit([*lines, *describe_settings(context, await context.settings()).split("\n")])

    def _sync_state(self, context: AdminContext) -> list[str]:
        if not context.is_operator:
            return []
        if self._document_sync.running_s is not None:
            return [self._document_sync.describe_running(context)]
        last = self._document_sync.last
        return [context.t("admin_status_last_sync", summary=summarise(context, last))] if last else []


async def _index(context: AdminContext) -> list[str]:
    """The index's version, and how many documents it has of those that this person may read."""
    services = context.services
    audience = await services.access.member(context.interaction.user)
    try:
        version, counts = await services.run_blocking(_count, services, audience)
    except ConcordError as problem:
        why = [as_code(str(problem))] if context.is_operator else []
        return [context.t("admin_status_no_index"), *why]
    return [
        context.t("admin_status_index", version=version),
        *(context.t(f"admin_status_documents_{part}", count=count) for part, count in counts.items()),
    ]


def _count(services: BotServices, audience: Audience) -> tuple[str, dict[Audience, int]]:
    """Each audience that this one sees, with how many documents it reads beyond the one before; blocks."""
    seen, counts = 0, {}
    for part in audience.readable:
        reads = len(services.documents(part))
        counts[part], seen = reads - seen, reads
    return services.assistant.index.snapshot().generation, counts


def _model(context: AdminContext) -> str:
    if not context.services.has_model:
        return context.t("admin_status_no_model")
    return context.t("admin_status_model", model=as_code(context.services.assistant.recorder.model))


def _load(context: AdminContext) -> str:
    settings, queue = context.services.settings, context.services.queue
    return context.t(
        "admin_status_queue",
        waiting=len(queue),
        queue=settings.queue,
        at_work=queue.at_work,
        workers=settings.workers,
    )


def _connection(context: AdminContext) -> str:
    client: discord.AutoShardedClient = context.interaction.client
    shard = client.get_shard(context.guild.shard_id)
    latency_s = shard.latency if shard is not None else client.latency
    # Until the first heartbeat was answered it is no number.
    latency_ms = f"{latency_s * _MS:.0f}" if math.isfinite(latency_s) else "?"
    return context.t(
        "admin_status_shard",
        shard=context.guild.shard_id + 1,
        shards=client.shard_count or 1,
        latency_ms=latency_ms,
    )
