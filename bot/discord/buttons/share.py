"""Shares an answer that its asker alone saw with the channel, within what everybody there may read.

Where the channel may not read as much, the question is asked again for what it may. Only the words of that
question are used, not those of the conversation before it, which may go back to what only its asker may read.
"""

from __future__ import annotations

from bot.conversation.asker_key import key_of
from bot.discord.access.audiences import sees_more
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


async def share(press: Press) -> None:
    """Shares the answer for its asker, and tells them how that went."""
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
    record = await press.record(await press.audience())
    if record is None or not await press.desk.work(_is_of, press, record):
        await press.say("answer_gone")
        return
    heard = await press.desk.doorkeeper.channel(press.interaction.channel)
    reply, is_new = await _for_all(press, record, heard)
    if not isinstance(reply, Answer):
        await press.say("share_nothing")
        return
    await press.say("sharing")
    try:
        await _post(press, heard).show(_card(press, reply))
    except ChannelWidened:
        await press.say("channel_widened")
    else:
        await press.say("shared_anew" if is_new else "shared")


def _post(press: Press, heard: Audience) -> SharedPost:
    """The message to the channel, which is for those of whom `heard` was said."""

    async def may_show() -> bool:
        if heard is Audience.PUBLIC:
            return True
        return not sees_more(heard, await press.desk.doorkeeper.channel(press.interaction.channel))

    return SharedPost(press.interaction, may_show)


def _is_of(press: Press, record: Record) -> bool:
    """Whether the one who pressed is who asked, by what the record knows."""
    records = press.desk.records
    return records is not None and record.asker == key_of(person(press.owner), records.secret)


async def _for_all(press: Press, record: Record, heard: Audience) -> tuple[Reply, bool]:
    """The reply that all who hear may read, and whether it was made anew for them."""
    if await press.record(heard) is not None:
        return record.reply, False
    request = Request(record.question, heard, record.documents, record.language, asker=person(press.owner))
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
