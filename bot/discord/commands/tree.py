"""The tree of commands, with the one place where a command that failed is told to who gave it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.admin.group import AdminGroup
from bot.discord.commands.claims import add_claim_menu
from bot.discord.commands.personal import add_personal_commands
from bot.discord.commands.questions import add_question_commands
from bot.discord.errors import failure_card
from bot.discord.i18n import language_of
from bot.discord.interactions import Interaction, TakenElsewhereError, log_taken_elsewhere, tell
from bot.discord.question_handler import QuestionHandler
from bot.discord.services import BotServices

# Commands stand in servers and in direct messages with the bot, nowhere between other people.
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
INSTALLS = app_commands.AppInstallationType(guild=True, user=False)


class Tree(app_commands.CommandTree[Any]):
    """The commands; what they raise becomes an id for the person and a line for the log."""

    def __init__(self, client: discord.Client, services: BotServices) -> None:
        super().__init__(client, allowed_contexts=CONTEXTS, allowed_installs=INSTALLS)
        self._services = services

    def add_all(self, questions: QuestionHandler) -> None:
        """Registers all commands; the services are asked for nothing before somebody uses one."""
        add_question_commands(self, self._services, questions)
        add_personal_commands(self, self._services)
        add_claim_menu(self, self._services)
        self.add_command(AdminGroup(self._services))

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether this one comes for the first time: a resumed session may deliver it twice.

        From here on the bot does not stop without it.
        """
        self._services.shutdown.track()
        return self._services.seen.is_first(interaction.id)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, TakenElsewhereError):
            log_taken_elsewhere(cause)
            return
        await tell(interaction, failure_card(self._services, cause, language_of(interaction.locale)))
