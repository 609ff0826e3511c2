"""What somebody reads in a message is read, without Discord's marks, small print and sources."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.commands.claims import text_of_message


def message(content: str = "", **changes: Any) -> Any:
    """A message as far as its text goes."""
    usual: dict[str, Any] = {"content": content, "components": [], "embeds": [], "message_snapshots": []}
    return SimpleNamespace(**{**usual, **changes})


def displays(*texts: str | None) -> list[Any]:
    """A container with these texts; None is a separator."""
    separator = {"type": 14, "divider": True, "spacing": 1}
    parts = [separator if each is None else {"type": 10, "content": each} for each in texts]
    container: Any = {"type": 17, "components": parts}
    return [discord.components.Container(container, None)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The fund holds 90 million.", "The fund holds 90 million."),
        ("> The fund holds 90 million, <@17> and <@&3>.", "The fund holds 90 million,  and ."),
        ("||The fund|| holds <:coin:12>90", "The fund holds 90"),
        ("Since <t:1767225600:D> it holds 90.", "Since  it holds 90."),
        ("```text\nThe fund holds 90.\n```", "The fund holds 90."),
        (r"The \*fund\* holds \[90\]\(x\).", "The *fund* holds [90](x)."),
        ("## A heading\nThe fund holds 90.\n-# small print", "The fund holds 90."),
        ("@\u200beveryone knows", "@everyone knows"),
        ("<@17>", ""),
    ],
)
def test_marks_are_left_out(written: str, read: str) -> None:
    assert text_of_message(message(written)) == read


def test_of_a_card_what_stands_before_its_sources_is_read() -> None:
    card = displays("-# How to read it", "> The fund holds 90. [1]", None, "**[1] The fund**")
    assert text_of_message(message(components=card)) == "The fund holds 90. [1]"


def test_embeds_and_what_is_passed_on_are_read() -> None:
    embed = discord.Embed(title="The fund", description="It holds 90.")
    passed_on = [SimpleNamespace(content="It is new.")]
    found = text_of_message(message("Look:", embeds=[embed], message_snapshots=passed_on))
    assert found == "Look:\nThe fund\nIt holds 90.\nIt is new."
