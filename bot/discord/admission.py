"""Whether a command is taken on, for whom its answer is, and where that goes."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace

import discord

from bot.discord.access import AccessPolicy, Visibility
from bot.discord.cards import notice_card
from bot.discord.errors import apology
from bot.discord.i18n import language_of, t
from bot.discord.interactions import Interaction, acknowledge, tell
from bot.discord.message_writer import (
    CardWriter,
    ChannelWriter,
    FallbackWriter,
    GuardedWriter,
    InteractionWriter,
)
from bot.discord.services import BotServices
from bot.discord.shutdown import StoppedError, TookTooLongError, cancel
from bot.models import Audience

# Of the three seconds in which Discord wants a word: the settings may lie on a disk that is slow just then.
_DECIDED_WITHIN_S = 1.5


async def admit(
    interaction: Interaction, services: BotServices, *, private: bool = False
) -> Visibility | None:
    """Acknowledges and says for whom the answer is; None where the requester was told why there is none.

    Where that takes too long to decide, the answer is for the requester alone.
    """
    began_s = services.clock()
    deciding = asyncio.create_task(_decide(interaction, services, private))
    try:
        await asyncio.wait({deciding}, timeout=_DECIDED_WITHIN_S)
        is_late = not deciding.done()
        if is_late:
            await _acknowledge(interaction, services, began_s, ephemeral=True)
        decided = await services.shutdown.result_of(deciding, services.settings.answer_within_s)
    except (TookTooLongError, StoppedError) as problem:
        await tell(interaction, apology(services, problem, language_of(interaction.locale)))
        return None
    finally:
        await cancel(deciding)
    if isinstance(decided, str):
        await tell(interaction, notice_card(decided))
        return None
    if not is_late:
        await _acknowledge(interaction, services, began_s, ephemeral=decided.ephemeral)
    return replace(decided, ephemeral=decided.ephemeral or is_late)


async def refusal_of(interaction: Interaction, services: BotServices) -> str | None:
    """Why this is not taken on, in a sentence in the person's language; None where it is."""
    language = language_of(interaction.locale)
    if services.shutdown.has_begun:
        return t("closing", language)
    if interaction.channel is not None and not await services.access.may_answer_in(interaction.channel):
        return t("not_here", language)
    wait_s = services.rate_limits.take(interaction.user.id, interaction.channel_id or 0, interaction.guild_id)
    return t("again_in", language, seconds=math.ceil(wait_s)) if wait_s > 0 else None


def answer_writer(interaction: Interaction, access: AccessPolicy, visibility: Visibility) -> CardWriter:
    """Where the answer goes: an ephemeral one to the requester or nowhere, others within their audience."""
    channel = interaction.channel
    if visibility.ephemeral or not isinstance(channel, discord.abc.Messageable):
        return requester_writer(interaction, access, visibility.audience, is_ephemeral=visibility.ephemeral)
    first = InteractionWriter(interaction, is_ephemeral=False)
    return guard_channel(
        FallbackWriter(first, lambda: ChannelWriter(channel, interaction.id)),
        access,
        channel,
        visibility.audience,
        t("channel_widened", language_of(interaction.locale)),
    )


def guard_channel(
    writer: CardWriter, access: AccessPolicy, channel: object, audience: Audience, instead: str
) -> CardWriter:
    """The writer, as long as everybody in the channel may read what this audience may."""

    async def may_show() -> bool:
        if audience is Audience.PUBLIC:
            return True
        return audience in (await access.channel_now(channel)).readable

    return GuardedWriter(writer, may_show, notice_card(instead))


def requester_writer(
    interaction: Interaction, access: AccessPolicy, audience: Audience, *, is_ephemeral: bool = True
) -> CardWriter:
    """Where the requester is answered, while they still have the roles that give them this audience."""

    async def may_show() -> bool:
        if audience is Audience.PUBLIC:
            return True
        return audience in (await access.member_now(interaction.user)).readable

    instead = notice_card(t("asker_narrowed", language_of(interaction.locale)))
    return GuardedWriter(InteractionWriter(interaction, is_ephemeral=is_ephemeral), may_show, instead)


async def _decide(interaction: Interaction, services: BotServices, private: bool) -> str | Visibility:
    return await refusal_of(interaction, services) or await services.access.visibility(interaction, private)


async def _acknowledge(
    interaction: Interaction, services: BotServices, began_s: float, *, ephemeral: bool
) -> None:
    await acknowledge(interaction, ephemeral=ephemeral)
    services.metrics.acknowledged(services.clock() - began_s)
