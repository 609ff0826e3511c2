"""Who wrote a message is told apart: people are heard; webhooks, bots and Discord itself are not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.conversation.facts import facts_of
from bot.discord.conversation.route import Origin

_ME = 7


def message(author: int = 1, *, is_bot: bool = False, **changes: Any) -> Any:
    """A message as far as its origin goes: of a person, unless changed."""
    usual: dict[str, Any] = {
        "id": 20,
        "author": SimpleNamespace(id=author, bot=is_bot),
        "webhook_id": None,
        "type": discord.MessageType.default,
        "mentions": [],
        "reference": None,
        "content": "words",
    }
    return SimpleNamespace(**{**usual, **changes})


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        (message(), Origin.PERSON),
        (message(type=discord.MessageType.reply), Origin.PERSON),
        (message(webhook_id=5), Origin.BOT),
        (message(author=_ME), Origin.BOT),
        (message(is_bot=True), Origin.BOT),
        (message(type=discord.MessageType.pins_add), Origin.SYSTEM),
        (message(type=discord.MessageType.new_member), Origin.SYSTEM),
    ],
    ids=["person", "reply", "webhook", "itself", "bot", "pin", "join"],
)
def test_who_wrote_a_message(said: Any, origin: Origin) -> None:
    assert facts_of(said, SimpleNamespace(), _ME, ()).origin is origin  # type: ignore[arg-type]  # unknown there
