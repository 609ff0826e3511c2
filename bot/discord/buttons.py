"""The buttons below an answer: what one has to know stands in its custom id, so it outlives the process."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.discord.cards import Action, Card
from bot.discord.i18n import t
from bot.models import Language

_LABELS = {
    Action.SOURCES: "button_sources",
    Action.SHARE: "button_share",
    Action.HELPFUL: "button_helpful",
    Action.NOT_HELPFUL: "button_not_helpful",
}


class AnswerButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"concord:(?P<action>src|share|up|down):(?P<answer>[0-9A-Za-z-]{1,40}):(?P<owner>\d{1,20})",
):
    """A button below the answer with this id, which the person with the id `owner` asked for."""

    def __init__(self, action: Action, answer: str, owner: int, language: Language) -> None:
        super().__init__(
            discord.ui.Button(
                label=t(_LABELS[action], language), custom_id=f"concord:{action}:{answer}:{owner}"
            )
        )
        self.action = action
        self.answer = answer
        self.owner = owner

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - the signature is discord.py's
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        return cls(Action(match["action"]), match["answer"], int(match["owner"]), Language.ENGLISH)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Leaves the press to the client, which knows what each action does."""
        await interaction.client.handle_button(interaction, self)


def answer_button(action: Action, card: Card) -> discord.ui.Item[Any]:
    return AnswerButton(action, card.answer_id, card.owner, card.language)
