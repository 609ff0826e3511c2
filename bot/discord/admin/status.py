"""`/admin status`: how the bot is, and for whom this channel is and why."""

from __future__ import annotations

import math

import discord
from discord import app_commands

from bot.discord.access import PublicReason
from bot.discord.admin.channels import public_because, told
from bot.discord.admin.fitting import as_code, fitted
from bot.discord.admin.sync_documents import running, summary
from bot.discord.admin.synchronising import Synchronising
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.desk import Desk
from bot.models import Audience
from ingest.errors import ConcordError

_MS = 1_000


def add_status(admin: app_commands.Group, desk: Desk, synchronising: Synchronising) -> None:
    """Registers the command."""

    @admin.command(name=word("status_name"), description=word("status_description"))
    async def status(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _status(visit, synchronising))


async def _status(visit: Visit, synchronising: Synchronising) -> str:
    channel = visit.interaction.channel
    lines = [
        *await _index(visit),
        _model(visit),
        _load(visit),
        _connection(visit),
        *_synchronising(visit, synchronising),
        _channel_audience(visit, await visit.desk.access.why_public(channel)),
    ]
    if not await visit.desk.access.may_answer_in(channel):
        lines.append(visit.say("admin_status_not_here"))
    lines += told(visit, await visit.settings()).split("\n")
    return fitted(lines, lambda count: visit.say("admin_left_out", count=count))


def _channel_audience(visit: Visit, reason: PublicReason | None) -> str:
    return visit.say("admin_channel_staff") if reason is None else public_because(visit, reason)


async def _index(visit: Visit) -> list[str]:
    """The index's version, and how many documents it has of those that this person may read."""
    audience = await visit.desk.access.member(visit.interaction.user)
    try:
        version, counts = await visit.desk.work(_counted, visit.desk, audience)
    except ConcordError as problem:
        why = [as_code(str(problem))] if visit.is_operator else []
        return [visit.say("admin_status_no_index"), *why]
    return [
        visit.say("admin_status_index", version=version),
        *(visit.say(f"admin_status_documents_{each}", count=count) for each, count in counts.items()),
    ]


def _counted(desk: Desk, audience: Audience) -> tuple[str, dict[Audience, int]]:
    """Each audience that this one sees, with how many documents it may read beyond the one before; blocks."""
    seen, counts = 0, {}
    for each in audience.readable:
        reads = len(desk.documents(each))
        counts[each], seen = reads - seen, reads
    return desk.assistant.index.snapshot().generation, counts


def _model(visit: Visit) -> str:
    if not visit.desk.has_model:
        return visit.say("admin_status_no_model")
    return visit.say("admin_status_model", model=as_code(visit.desk.assistant.recorder.model))


def _load(visit: Visit) -> str:
    settings = visit.desk.settings
    return visit.say(
        "admin_status_queue",
        waiting=len(visit.desk.pace.queue),
        queue=settings.queue,
        at_work=visit.desk.pace.queue.at_work,
        workers=settings.workers,
    )


def _connection(visit: Visit) -> str:
    client: discord.AutoShardedClient = visit.interaction.client
    shard = client.get_shard(visit.guild.shard_id)
    latency_s = shard.latency if shard is not None else client.latency
    # Until the first heartbeat was answered it is no number.
    known = f"{latency_s * _MS:.0f}" if math.isfinite(latency_s) else "?"
    return visit.say(
        "admin_status_shard", shard=visit.guild.shard_id + 1, shards=client.shard_count or 1, latency_ms=known
    )


def _synchronising(visit: Visit, synchronising: Synchronising) -> list[str]:
    if not visit.is_operator:
        return []
    if synchronising.running_s is not None:
        return [running(visit, synchronising)]
    if synchronising.last is None:
        return []
    return [visit.say("admin_status_last_sync", summary=summary(visit, synchronising.last))]
