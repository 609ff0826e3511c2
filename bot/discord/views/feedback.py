"""Keeps what people say of an answer: that it helped, or in a form what was wrong and what would be right.

discord.py forgets open forms when the process ends; so the form is known by its custom id, as the buttons
are, and is kept by nobody while it is open.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bot.discord.i18n import t
from bot.discord.requesters import SURFACE, person
from bot.discord.views.context import ButtonContext
from bot.models import Language
from bot.storage.feedback import Remark

_CUSTOM_ID = re.compile(r"concord:remark:(?P<answer>[0-9A-Za-z-]{1,40})")
_WRONG, _RIGHT = "wrong", "right"
# Enough for a paragraph, and little enough to read many.
_MAX_CHARS = 1000
# A form has to be the first answer, within three seconds; the record is looked for again when it is sent.
_LOOK_UP_WITHIN_S = 1.5


async def thank(context: ButtonContext) -> None:
    await context.defer()
    await _keep(context, helpful=True)


async def open_form(context: ButtonContext) -> None:
    """Opens the form, unless it is plain by then that this person has no such answer to speak of."""
    try:
        async with asyncio.timeout(_LOOK_UP_WITHIN_S):
            is_there = await context.record(await context.audience()) is not None
    except TimeoutError:
        is_there = True
    if is_there:
        await context.interaction.response.send_modal(form_for(context.answer, context.language))
    else:
        await context.say("answer_gone")


async def take_form(context: ButtonContext, data: Mapping[str, Any]) -> None:
    """Keeps what a sent form says."""
    await context.defer()
    values = dict(_values(data.get("components", ())))
    wrong, right = (values.get(name, "").strip() for name in (_WRONG, _RIGHT))
    await _keep(context, helpful=False, wrong=wrong, right=right)


def form_for(answer: str, language: Language) -> discord.ui.Modal:
    """The form for a remark on the answer with this id."""
    form = discord.ui.Modal(title=t("form_title", language), custom_id=f"concord:remark:{answer}")
    form.add_item(_field(_WRONG, "form_wrong", language, required=True))
    form.add_item(_field(_RIGHT, "form_right", language, required=False))
    form.stop()
    return form


def answer_of(data: Mapping[str, Any]) -> str | None:
    """The id of the answer that a sent form is about; None where it is none of these forms."""
    match = _CUSTOM_ID.fullmatch(data.get("custom_id", ""))
    return match["answer"] if match else None


def _field(name: str, label: str, language: Language, *, required: bool) -> discord.ui.Label[Any]:
    return discord.ui.Label(
        text=t(label, language),
        component=discord.ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id=name, max_length=_MAX_CHARS, required=required
        ),
    )


def _values(components: Any) -> Iterator[tuple[str, str]]:
    """The fields by name: each stands in a label, or in a row as in earlier clients."""
    for part in components:
        for component in (part.get("component"), *part.get("components", ())):
            if component and isinstance(component.get("value"), str):
                yield component["custom_id"], component["value"]


async def _keep(context: ButtonContext, *, helpful: bool, wrong: str = "", right: str = "") -> None:
    record = await context.record(await context.audience())
    if record is None:
        await context.say("answer_gone")
        return
    feedback = context.services.feedback

    def add() -> None:
        feedback.add(
            Remark(
                answer=record.id,
                at=context.interaction.created_at,
                surface=SURFACE,
                requester=feedback.key_of(person(context.interaction.user.id)),
                audience=record.audience,
                helpful=helpful,
                wrong=wrong,
                right=right,
            )
        )

    await context.services.run_blocking(add)
    await context.say("thanks_helpful" if helpful else "thanks_remark")
