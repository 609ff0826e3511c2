"""One press of a button below an answer, or one form that was sent: by whom, of which answer, and replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.cards import Card, notice_card
from bot.discord.delivery.acknowledging import acknowledge, is_acknowledged
from bot.discord.delivery.places import InteractionPost
from bot.discord.desk import Desk
from bot.discord.words import locale_of, say
from bot.models import Audience, Language
from bot.records.readable import readable_record
from bot.records.record import Record

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Press:
    """What the handlers of the buttons are given; `owner` is the id of who asked, 0 where it is not known."""

    interaction: Interaction
    desk: Desk
    answer: str
    owner: int = 0

    @property
    def language(self) -> Language:
        """The language of the one who pressed."""
        return locale_of(self.interaction.locale)

    async def defer(self) -> None:
        """Tells Discord that an answer is coming, for the one who pressed alone."""
        await acknowledge(self.interaction)

    async def audience(self) -> Audience:
        """What the one who pressed may read here, by the roles that came with the press."""
        return await self.desk.access.member(self.interaction.user)

    async def audience_now(self) -> Audience:
        """What they may read by the roles that they still have, for what is shown to them after `defer`."""
        return await self.desk.access.member_now(self.interaction.user)

    async def record(self, audience: Audience) -> Record | None:
        """The record of the answer, where this audience may read it; None else, whatever the reason is."""
        records = self.desk.records
        if records is None:
            return None
        return await self.desk.work(readable_record, records, self.answer, audience, self.desk.documents)

    async def show(self, card: Card) -> None:
        """Shows this to the one who pressed alone, after `defer`."""
        await InteractionPost(self.interaction, is_ephemeral=True).show(card)

    async def say(self, name: str, **values: object) -> None:
        """Says this to the one who pressed alone, after `defer` or at once."""
        await self.show_words(say(name, self.language, **values))

    async def show_words(self, words: str) -> None:
        """Shows these words to the one who pressed alone, after `defer` or at once."""
        if is_acknowledged(self.interaction):
            await self.show(notice_card(words))
        else:
            await self.interaction.response.send_message(words, ephemeral=True)
