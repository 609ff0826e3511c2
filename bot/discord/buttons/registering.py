"""Makes the buttons and the form known to the client, also those from before a restart."""

from __future__ import annotations

import discord

from bot.discord.buttons.answer_button import AnswerButton
from bot.discord.buttons.form import answer_of, words_of
from bot.discord.buttons.press import Interaction, Press
from bot.discord.buttons.remarks import take_form
from bot.discord.delivery.telling import seen_through
from bot.discord.desk import Desk


def register(client: discord.Client, desk: Desk) -> None:
    """Lets the client answer them."""
    client.add_dynamic_items(AnswerButton)

    @client.event
    async def on_interaction(interaction: Interaction) -> None:
        data = interaction.data
        if interaction.type is not discord.InteractionType.modal_submit or data is None:
            return
        answer = answer_of(data)
        if answer is not None:
            press, words = Press(interaction, desk, answer), words_of(data)
            await seen_through(interaction, desk, lambda: take_form(press, words))
