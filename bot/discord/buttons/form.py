"""The form behind "not helpful": how it looks, and what was written into it.

discord.py forgets open forms when the process ends; so this one is known by its name, as the buttons are, and
is kept by nobody while it is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.words import say
from bot.models import Language

_NAME = re.compile(r"concord:remark:(?P<answer>[0-9A-Za-z-]{1,40})")
_WRONG, _RIGHT = "wrong", "right"
# Characters; enough for a paragraph, and little enough to read many.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """What was wrong, and what would be right."""

    wrong: str = ""
    right: str = ""


def form_for(answer: str, language: Language) -> discord.ui.Modal:
    """The form for a remark on the answer with this id."""
    form = discord.ui.Modal(title=say("form_title", language), custom_id=f"concord:remark:{answer}")
    form.add_item(_field(_WRONG, "form_wrong", language, required=True))
    form.add_item(_field(_RIGHT, "form_right", language, required=False))
    form.stop()
    return form


def answer_of(data: Mapping[str, Any]) -> str | None:
    """The id of the answer that a sent form is about; None where it is none of these forms."""
    found = _NAME.fullmatch(data.get("custom_id", ""))
    return found["answer"] if found else None


def words_of(data: Mapping[str, Any]) -> Words:
    """What was written into a sent form."""
    values = dict(_values(data.get("components", ())))
    return Words(values.get(_WRONG, "").strip(), values.get(_RIGHT, "").strip())


def _field(name: str, label: str, language: Language, *, required: bool) -> discord.ui.Label[Any]:
    return discord.ui.Label(
        text=say(label, language),
        component=discord.ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id=name, max_length=_LONGEST, required=required
        ),
    )


def _values(components: Any) -> Iterator[tuple[str, str]]:
    """The fields by name: each stands in a label, or in a row as in earlier clients."""
    for part in components:
        for field in (part.get("component"), *part.get("components", ())):
            if field and isinstance(field.get("value"), str):
                yield field["custom_id"], field["value"]
