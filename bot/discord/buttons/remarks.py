"""Keeps what people say of an answer: that it helped, or in a form what was wrong and what would be right."""

from __future__ import annotations

import asyncio

from bot.discord.buttons.form import Words, form_for
from bot.discord.buttons.press import Press
from bot.discord.people import SURFACE, person
from bot.feedback.remark import Remark
from bot.records.record import Record

# A form has to be the first answer, within three seconds; the record is looked for again when it is sent.
_LOOK_UP_WITHIN_S = 1.5


async def thank(press: Press) -> None:
    """Keeps that the answer helped."""
    await press.defer()
    await _keep(press, helpful=True, words=Words())


async def open_form(press: Press) -> None:
    """Opens the form, unless it is plain by then that this person has no such answer to speak of."""
    try:
        async with asyncio.timeout(_LOOK_UP_WITHIN_S):
            is_there = await press.record(await press.audience()) is not None
    except TimeoutError:
        is_there = True
    if is_there:
        await press.interaction.response.send_modal(form_for(press.answer, press.language))
    else:
        await press.say("answer_gone")


async def take_form(press: Press, words: Words) -> None:
    """Keeps what was written into the form."""
    await press.defer()
    await _keep(press, helpful=False, words=words)


async def _keep(press: Press, *, helpful: bool, words: Words) -> None:
    record = await press.record(await press.audience())
    if record is None:
        await press.say("answer_gone")
        return
    await press.desk.work(_add, press, record, helpful, words)
    await press.say("thanks_helpful" if helpful else "thanks_remark")


def _add(press: Press, record: Record, helpful: bool, words: Words) -> None:
    feedback = press.desk.feedback
    feedback.add(
        Remark(
            answer=record.id,
            at=press.interaction.created_at,
            surface=SURFACE,
            requester=feedback.key_of(person(press.interaction.user.id)),
            audience=record.audience,
            helpful=helpful,
            wrong=words.wrong,
            right=words.right,
        )
    )
