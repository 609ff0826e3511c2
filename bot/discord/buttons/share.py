"""Shares an answer that its requester alone saw with the channel, within what everybody there may read.

Where the channel may not read as much, the question is asked again for what it may. Only the words of that
question are used, not those of the conversation before it, which may go back to what only its requester may
read. However often it is pressed, a channel gets an answer once.
"""

from __future__ import annotations

from bot.conversation.requester_key import key_of
from bot.discord.access import sees_more
from bot.discord.buttons.one_share import OneShare, Outcome
from bot.discord.buttons.press import Press
from bot.discord.buttons.shared_post import ChannelWidened, SharedPost
from bot.discord.buttons.writing import may_write
from bot.discord.cards import Card, answer_card
from bot.discord.commands.admission import refusal_of
from bot.discord.delivery.in_turn import in_turn
from bot.discord.people import person
from bot.discord.words import say
from bot.models import Answer, Audience, Reply, Request
from bot.records.record import Record
from bot.records.shares import Claim
from bot.records.store import Records

_NOT_TAKEN = {
    Claim.UNDER_WAY: "share_under_way",
    Claim.STANDS: "share_stands",
    Claim.NO_RECORD: "answer_gone",
}


async def share(press: Press) -> None:
    """Shares the answer for its requester, and tells them how that went."""
    if press.interaction.user.id != press.owner:
        await press.say("share_not_yours")
        return
    await press.defer()
    if press.interaction.guild is None:
        await press.say("share_nowhere")
        return
    if not may_write(press.interaction):
        await press.say("share_may_not_write")
        return
    refusal = await refusal_of(press.interaction, press.desk)
    if refusal is not None:
        await press.show_words(refusal)
        return
    await _shared(press)


async def _shared(press: Press) -> None:
    records, channel = press.desk.records, press.interaction.channel_id
    record = await press.record(await press.audience())
    if records is None or channel is None or record is None:
        await press.say("answer_gone")
        return
    if not await press.desk.work(_is_of, press, record, records):
        await press.say("answer_gone")
        return
    share_here = OneShare(press.desk, records.shares, record.id, channel)
    claim = await share_here.claim()
    if claim is Claim.TAKEN:
        await press.say(await share_here.seen_through(_made(press, record)))
    else:
        await press.say(_NOT_TAKEN[claim])


async def _made(press: Press, record: Record) -> Outcome:
    """Sends the message to the channel, where there is one that all there may read."""
    heard = await press.desk.access.channel_now(press.interaction.channel)
    reply, is_new = await _for_all(press, record, heard)
    if not isinstance(reply, Answer):
        return Outcome.NOTHING
    await press.say("sharing")
    try:
        await _post(press, heard).show(_card(press, reply))
    except ChannelWidened:
        return Outcome.WIDENED
    return Outcome.SHARED_ANEW if is_new else Outcome.SHARED


def _post(press: Press, heard: Audience) -> SharedPost:
    """The message to the channel, which is for those of whom `heard` was said."""

    async def may_show() -> bool:
        if heard is Audience.PUBLIC:
            return True
        return not sees_more(heard, await press.desk.access.channel_now(press.interaction.channel))

    return SharedPost(press.interaction, may_show)


def _is_of(press: Press, record: Record, records: Records) -> bool:
    """Whether the one who pressed is who asked, by what the record knows."""
    return record.requester == key_of(person(press.owner), records.secret)


async def _for_all(press: Press, record: Record, heard: Audience) -> tuple[Reply, bool]:
    """The reply that all who hear may read, and whether it was made anew for them."""
    if await press.record(heard) is not None:
        return record.reply, False
    request = Request(
        record.question, heard, record.documents, record.language, requester=person(press.owner)
    )
    return await in_turn(press.desk, press.owner, lambda: press.desk.assistant.ask(request)), True


def _card(press: Press, reply: Answer) -> Card:
    return answer_card(
        reply,
        language=reply.language,
        has_model=press.desk.has_model,
        owner=press.owner,
        may_share=False,
        notice=say("shared_by", reply.language, person=press.interaction.user.display_name),
    )
