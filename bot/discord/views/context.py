"""One press of a button below an answer, or one form that was sent: by whom, of which answer, and replies."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord.cards import Card, notice_card, quotes_card
from bot.discord.i18n import language_of, t
from bot.discord.interactions import Interaction, acknowledge, is_acknowledged
from bot.discord.message_writer import InteractionWriter
from bot.discord.services import BotServices
from bot.models import Audience, Language
from bot.storage.record import Record


@dataclass(frozen=True, slots=True)
class ButtonContext:
    """What the handlers of the buttons get; `owner` is the id of who asked, 0 where it is not known."""

    interaction: Interaction
    services: BotServices
    answer: str
    owner: int = 0

    @property
    def language(self) -> Language:
        return language_of(self.interaction.locale)

    async def defer(self) -> None:
        await acknowledge(self.interaction)

    async def audience(self) -> Audience:
        """What the one who pressed may read here, by the roles that came with the press."""
        return await self.services.access.member(self.interaction.user)

    async def record(self, audience: Audience) -> Record | None:
        """The record of the answer; None where there is none or this audience may not read it."""
        records = self.services.records
        if records is None:
            return None
        return await self.services.run_blocking(
            records.find_readable, self.answer, audience, self.services.documents
        )

    async def show(self, card: Card) -> None:
        await InteractionWriter(self.interaction).show(card)

    async def say(self, name: str) -> None:
        await self.say_text(t(name, self.language))

    async def say_text(self, text: str) -> None:
        """Says this to the one who pressed alone, after `defer` or at once."""
        if is_acknowledged(self.interaction):
            await self.show(notice_card(text))
        else:
            await self.interaction.response.send_message(text, ephemeral=True)


async def show_sources(context: ButtonContext) -> None:
    """Shows the exact words that an answer quotes, as far as who presses may still read them."""
    await context.defer()
    record = await context.record(await context.services.access.member_now(context.interaction.user))
    if record is None:
        await context.say("answer_gone")
    else:
        await context.show(quotes_card(record.reply, context.language))
