"""The tree of commands, with the one place where a command that failed is told to who gave it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.delivery.acknowledging import TakenElsewhere
from bot.discord.delivery.failure import failed
from bot.discord.delivery.telling import taken_elsewhere, tell
from bot.discord.desk import Desk
from bot.discord.words import locale_of

# Commands stand in servers and in direct messages with the bot, nowhere between other people.
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
INSTALLS = app_commands.AppInstallationType(guild=True, user=False)


class Tree(app_commands.CommandTree[Any]):
    """The commands; what they raise becomes an id for the person and a line for the log."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        super().__init__(client, allowed_contexts=CONTEXTS, allowed_installs=INSTALLS)
        self._desk = desk

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether this one comes for the first time: a resumed session may deliver it twice.

        From here on the bot does not stop without it.
        """
        self._desk.closing.stay_open()
        return self._desk.pace.seen.first(interaction.id)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Tells the person that it failed."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, TakenElsewhere):
            taken_elsewhere(cause)
            return
        await tell(interaction, failed(self._desk, cause, locale_of(interaction.locale)))
