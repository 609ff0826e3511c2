"""The message for all in the channel by which an answer is shared, while they may all still read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from bot.discord.buttons.press import Interaction
from bot.discord.delivery.post import Post


class ChannelWidened(Exception):
    """Others came to see the channel, who may not read what was about to be sent."""


class MayStand(Exception):
    """The message, or a part of it, may stand in the channel, though it was not seen through."""


class SharedPost(Post):
    """A message for all in the channel; `may_show` is asked right before anything is sent.

    Discord makes the first message behind a deferral that deferral's own answer, for whom that was: something
    has to be told to the one who pressed before this is shown.
    """

    def __init__(self, interaction: Interaction, may_show: Callable[[], Awaitable[bool]]) -> None:
        super().__init__()
        self._interaction = interaction
        self._may_show = may_show
        self._has_begun = False

    async def send(self, **parts: Any) -> discord.Message:
        """Sends it.

        Raises ChannelWidened where it may not be shown any more, discord.HTTPException or
        aiohttp.ClientConnectorError where none of it stands, and MayStand where that is not certain.
        """
        try:
            return await self._sent(**parts)
        except (ChannelWidened, discord.HTTPException, aiohttp.ClientConnectorError) as problem:
            if not self._has_begun:
                raise
            raise MayStand from problem
        except (aiohttp.ClientError, OSError) as problem:  # it may have come before the connection broke
            raise MayStand from problem

    async def _sent(self, **parts: Any) -> discord.Message:
        if not await self._may_show():
            raise ChannelWidened
        message = await self._interaction.followup.send(ephemeral=False, wait=True, **parts)
        self._has_begun = True
        return message
