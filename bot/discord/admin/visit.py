"""One use of an admin command: who may, in which server, and how it is answered to them alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import discord

from bot.discord.admin.fitting import as_code
from bot.discord.delivery.acknowledging import acknowledge
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.servers.settings import ServerSettings
from bot.discord.words import locale_of, say
from bot.models import Language
from ingest.errors import ConcordError

Interaction = discord.Interaction[Any]


class Need(Enum):
    """Whom a command is for."""

    MANAGER = auto()  # who may manage the server, or runs the bot
    OPERATOR = auto()  # who runs the bot: a server's administrators could give themselves any role


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who may use the command, and the server in which they do."""

    interaction: Interaction
    desk: Desk
    guild: discord.Guild
    language: Language

    @property
    def is_operator(self) -> bool:
        """Whether they run the bot, and so may read what is said to whoever does."""
        return self.desk.access.is_operator(self.interaction.user)

    def say(self, name: str, **values: object) -> str:
        """The wording in their language."""
        return say(name, self.language, **values)

    async def settings(self) -> ServerSettings:
        """The server's settings."""
        return await self.desk.access.settings(self.guild.id)

    async def change(self, change: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """Changes the server's settings, and notes who did."""
        user = self.interaction.user.id
        logger().info("settings", guild=self.guild.id, user=user, command=_name_of(self.interaction))
        return await self.desk.work(self.desk.servers.change, self.guild.id, change)


Act = Callable[[Visit], Awaitable[str]]


async def visited(interaction: Interaction, desk: Desk, need: Need, act: Act) -> None:
    """Answers with what `act` says, or why it may not be done: always to this person alone.

    To an operator a failure is told in its own sentence; to others as an id, by whoever handles errors.
    """
    await acknowledge(interaction)
    text = await _text(interaction, desk, need, act)
    await interaction.edit_original_response(content=text, allowed_mentions=discord.AllowedMentions.none())


async def _text(interaction: Interaction, desk: Desk, need: Need, act: Act) -> str:
    language, guild = locale_of(interaction.locale), interaction.guild
    # A server of which nothing is known has not this bot in it, but only its commands.
    if guild is None or guild.unavailable or guild.get_role(guild.id) is None:
        return say("admin_only_in_servers", language)
    if need is Need.OPERATOR and not desk.access.is_operator(interaction.user):
        return say("admin_for_operators", language)
    if not desk.access.is_manager(interaction):
        return say("admin_for_managers", language)
    visit = Visit(interaction, desk, guild, language)
    try:
        return await act(visit)
    except ConcordError as problem:
        if not visit.is_operator:
            raise
        return visit.say("admin_problem", problem=as_code(str(problem)))


def _name_of(interaction: Interaction) -> str:
    command = interaction.command
    return command.qualified_name.replace(" ", "/") if command is not None else ""
