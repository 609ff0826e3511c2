"""What was read in a document is shown to those whom it is for; what the bot says of itself to anybody."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord.cards import Card, Tone, notice_card, working_card
from bot.discord.cards.models import Line, NearLine, SourceLine
from bot.discord.cards.notices import error_card
from bot.discord.message_writer import GuardedWriter
from bot.models import Language

_INSTEAD = notice_card("Who can see this has changed.")


class Wall:
    """Holds what is shown."""

    def __init__(self) -> None:
        self.shown: list[Card] = []

    async def show(self, card: Card) -> None:
        self.shown.append(card)


async def _refused() -> bool:
    return False


def shown(card: Card) -> Card:
    wall = Wall()
    asyncio.run(GuardedWriter(wall, _refused, _INSTEAD).show(card))
    return wall.shown[0]


OF_THE_BOT = {
    "a place in the line": working_card((), language=Language.ENGLISH, place=3),
    "that it is at work": working_card((), language=Language.ENGLISH, place=None),
    "that the line is full": notice_card("Too many wait."),
    "an error": error_card("0123abcd", Language.ENGLISH),
}
OF_DOCUMENTS = {
    "verified sentences": working_card(
        ("The fund holds 90 million.",), language=Language.ENGLISH, place=None
    ),
    "passages": Card(Tone.NOTICE, sources=(SourceLine(1, "Agreement"),)),
    "a title": Card(Tone.NOTICE, title="Agreement"),
    "a notice": Card(Tone.NOTICE, notice="Agreement"),
    "lines": Card(Tone.NOTICE, lines=(Line("The fund holds 90 million."),)),
    "nearest passages": Card(Tone.NOTICE, near=(NearLine("Agreement", "", "The fund."),)),
    "an answer without words": Card(Tone.NOTICE, answer_id="0123abcd"),
    # Their framing may name documents, or tell by itself what stands in them.
    "a refusal": Card(Tone.REFUSAL, framing="No document says so."),
    "a finding": Card(Tone.SUPPORTED, framing="The documents bear this out."),
}


@pytest.mark.parametrize("card", OF_THE_BOT.values(), ids=OF_THE_BOT)
def test_what_says_nothing_of_documents_is_shown_to_anybody(card: Card) -> None:
    assert shown(card) == card


@pytest.mark.parametrize("card", OF_DOCUMENTS.values(), ids=OF_DOCUMENTS)
def test_what_was_read_is_shown_to_those_whom_it_is_for(card: Card) -> None:
    assert shown(card) == _INSTEAD
