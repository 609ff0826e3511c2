"""The message for all in the channel by which an answer is shared, while they may all still read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord.buttons.press import Interaction
from bot.discord.delivery.post import Post


class ChannelWidened(Exception):
    """Others came to see the channel, who may not read what was about to be sent."""


class SharedPost(Post):
    """A message for all in the channel; `may_show` is asked right before anything is sent.

    Discord makes the first message behind a deferral that deferral's own answer, for whom that was: something
    has to be told to the one who pressed before this is shown.
    """

    def __init__(self, interaction: Interaction, may_show: Callable[[], Awaitable[bool]]) -> None:
        super().__init__()
        self._interaction = interaction
        self._may_show = may_show

    async def send(self, **parts: Any) -> discord.Message:
        """Sends it; raises ChannelWidened where it may not be shown any more."""
        if not await self._may_show():
            raise ChannelWidened
        return await self._interaction.followup.send(ephemeral=False, wait=True, **parts)
