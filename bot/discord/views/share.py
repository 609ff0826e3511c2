"""Shares an answer that its requester alone saw with the channel, within what everybody there may read.

Where the channel may not read as much, the question is asked again for what it may. Only the words of that
question are used, not those of the conversation before it, which may go back to what only its requester may
read. However often it is pressed, a channel gets an answer once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

import aiohttp
import discord

from bot.discord.access import sees_more
from bot.discord.admission import refusal_of
from bot.discord.cards import answer_card
from bot.discord.i18n import t
from bot.discord.interactions import Interaction
from bot.discord.message_writer import MessageWriter
from bot.discord.observability.logs import logger
from bot.discord.requesters import person
from bot.discord.views.context import ButtonContext
from bot.models import Answer, Audience, Reply, Request
from bot.storage.record import Record
from bot.storage.shares import Claim
from ingest.errors import ConcordError

_NOT_TAKEN = {
    Claim.UNDER_WAY: "share_under_way",
    Claim.STANDS: "share_stands",
    Claim.NO_RECORD: "answer_gone",
}


class ChannelWidenedError(Exception):
    """Others came to see the channel, who may not read what was about to be sent."""


class MayStandError(Exception):
    """The message, or a part of it, may stand in the channel, though it was not seen through."""


class Outcome(StrEnum):
    """What came of a share; each is the name of the phrase that says it."""

    SHARED = "shared"
    SHARED_ANEW = "shared_anew"
    NOTHING = "share_nothing"
    WIDENED = "channel_widened"
    IN_DOUBT = "share_in_doubt"


class SharedAnswerWriter(MessageWriter):
    """A message for all in the channel; `may_show` is asked right before anything is sent.

    Discord makes the first message behind a deferral that deferral's own answer, for whom that was: something
    has to be told to the one who pressed before this is shown.
    """

    def __init__(self, interaction: Interaction, may_show: Callable[[], Awaitable[bool]]) -> None:
        super().__init__()
        self._interaction = interaction
        self._may_show = may_show

    async def send(self, **parts: Any) -> discord.Message:
        """Raises ChannelWidenedError where it may not be shown any more, discord.HTTPException or
        aiohttp.ClientConnectorError where it does not stand, and MayStandError where that is not certain.
        """
        if not await self._may_show():
            raise ChannelWidenedError
        try:
            return await self._interaction.followup.send(ephemeral=False, wait=True, **parts)
        except (discord.HTTPException, aiohttp.ClientConnectorError):
            raise
        except (aiohttp.ClientError, OSError) as problem:  # it may have come before the connection broke
            raise MayStandError from problem


async def share(context: ButtonContext) -> None:
    """Shares the answer for its requester, and tells them how that went."""
    if context.interaction.user.id != context.owner:
        await context.say("share_not_yours")
        return
    await context.defer()
    if context.interaction.guild is None:
        await context.say("share_nowhere")
    elif not _may_write(context.interaction):
        await context.say("share_may_not_write")
    elif refusal := await refusal_of(context.interaction, context.services):
        await context.say_text(refusal)
    else:
        await _share(context)


async def _share(context: ButtonContext) -> None:
    services, channel = context.services, context.interaction.channel_id
    records = services.records
    record = await context.record(await context.audience())
    if records is None or channel is None or record is None:
        await context.say("answer_gone")
        return
    if not await services.run_blocking(records.is_of, record, person(context.owner)):
        await context.say("answer_gone")
        return
    claim = await services.run_blocking(services.storage.shares.claim, record.id, channel)
    taken = claim is Claim.TAKEN
    await context.say(await _complete(context, record, channel) if taken else _NOT_TAKEN[claim])


async def _complete(context: ButtonContext, record: Record, channel: int) -> Outcome:
    """Posts the answer that was claimed; the claim stays where the message stands or may stand."""
    shares = context.services.storage.shares

    async def note(change: Callable[[str, int], None]) -> None:
        try:
            await context.services.run_blocking(change, record.id, channel)
        except ConcordError as problem:  # the claim lapses by itself
            logger().warning("a share is not noted", exc_info=problem)

    try:
        outcome = await _post(context, record)
    except MayStandError as problem:
        logger().warning("a share may stand", exc_info=problem)
        return Outcome.IN_DOUBT
    except Exception:
        await note(shares.release)
        raise
    stands = outcome in (Outcome.SHARED, Outcome.SHARED_ANEW)
    await note(shares.settle if stands else shares.release)
    return outcome


async def _post(context: ButtonContext, record: Record) -> Outcome:
    """Sends the message to the channel, where there is one that all there may read."""
    access, channel = context.services.access, context.interaction.channel
    audience = await access.channel_now(channel)
    reply, is_new = await _reply_for(context, record, audience)
    if not isinstance(reply, Answer):
        return Outcome.NOTHING
    await context.say("sharing")

    async def may_show() -> bool:
        return audience is Audience.PUBLIC or not sees_more(audience, await access.channel_now(channel))

    card = answer_card(
        reply,
        language=reply.language,
        has_model=context.services.has_model,
        owner=context.owner,
        may_share=False,
        notice=t("shared_by", reply.language, person=context.interaction.user.display_name),
    )
    try:
        await SharedAnswerWriter(context.interaction, may_show).show(card)
    except ChannelWidenedError:
        return Outcome.WIDENED
    return Outcome.SHARED_ANEW if is_new else Outcome.SHARED


async def _reply_for(context: ButtonContext, record: Record, audience: Audience) -> tuple[Reply, bool]:
    """The reply that this audience may read, and whether it was made anew for it."""
    if await context.record(audience) is not None:
        return record.reply, False
    request = Request(
        record.question, audience, record.documents, record.language, requester=person(context.owner)
    )
    services = context.services
    return await services.run_in_turn(context.owner, lambda: services.assistant.ask(request)), True


def _may_write(interaction: Interaction) -> bool:
    """Whether who pressed could write here themselves, by what Discord says of them with the press.

    Discord gives an administrator every single right; in a locked thread only those who manage it write.
    """
    allowed, channel = interaction.permissions, interaction.channel
    if not isinstance(channel, discord.Thread):
        return allowed.send_messages
    return allowed.send_messages_in_threads and (allowed.manage_threads or not channel.locked)
