"""The button itself: all that it has to know stands in its name, so that it outlives the process."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import discord

from bot.discord.buttons.press import Interaction, Press
from bot.discord.buttons.remarks import open_form, thank
from bot.discord.buttons.share import share
from bot.discord.buttons.sources import show_sources
from bot.discord.cards import Action, Card
from bot.discord.delivery.telling import seen_through
from bot.discord.words import say
from bot.models import Language

_HANDLERS: Mapping[Action, Callable[[Press], Awaitable[None]]] = {
    Action.SOURCES: show_sources,
    Action.SHARE: share,
    Action.HELPFUL: thank,
    Action.NOT_HELPFUL: open_form,
}
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
                label=say(_LABELS[action], language), custom_id=f"concord:{action}:{answer}:{owner}"
            )
        )
        self.action = action
        self.answer = answer
        self.owner = owner

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - the signature is discord.py's
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """The button as it was pressed."""
        return cls(Action(match["action"]), match["answer"], int(match["owner"]), Language.ENGLISH)

    async def callback(self, interaction: Interaction) -> None:
        """Does what the button says."""
        press = Press(interaction, interaction.client.desk, self.answer, self.owner)
        await seen_through(interaction, press.desk, lambda: _HANDLERS[self.action](press))


def button_for(action: Action, card: Card) -> discord.ui.Item[Any]:
    """The button for something that can be done with the answer on a card."""
    return AnswerButton(action, card.answer_id, card.owner, card.language)
