"""Shows the exact words that an answer quotes to whoever presses, as far as they may read them."""

from __future__ import annotations

from bot.discord.buttons.press import Press
from bot.discord.cards import quotes_card


async def show_sources(press: Press) -> None:
    """Shows the quotations, or says that the answer cannot be shown any more."""
    await press.defer()
    record = await press.record(await press.audience_now())
    if record is None:
        await press.say("answer_gone")
    else:
        await press.show(quotes_card(record.reply, press.language))
