"""One use of an admin command: who may, in which server, and how it is answered to them alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import discord

from bot.discord.i18n import language_of, t
from bot.discord.interactions import Interaction, acknowledge
from bot.discord.observability.logs import logger
from bot.discord.services import BotServices
from bot.models import Language
from bot.storage.guild_settings import GuildSettings
from ingest.errors import ConcordError

# Of Discord's 2,000 characters a message: the rest is for the line that says how many are left out.
_MAX_CHARS = 1_900
_MAX_NAME_CHARS = 200


class Need(Enum):
    """Whom a command is for."""

    MANAGER = auto()  # who may manage the server, or runs the bot
    OPERATOR = auto()  # who runs the bot: a server's administrators could give themselves any role


@dataclass(frozen=True, slots=True)
class AdminContext:
    """Somebody who may use the command, and the server in which they do."""

    interaction: Interaction
    services: BotServices
    guild: discord.Guild
    language: Language

    @property
    def is_operator(self) -> bool:
        return self.services.access.is_operator(self.interaction.user)

    def t(self, name: str, **values: object) -> str:
        return t(name, self.language, **values)

    def fit(self, lines: Sequence[str]) -> str:
        """The lines, as many as one message takes, and how many are left out."""
        text = ""
        for shown, line in enumerate(lines):
            longer = f"{text}\n{line}" if text else line
            if len(longer) > _MAX_CHARS:
                return f"{text}\n{self.t('admin_left_out', count=len(lines) - shown)}".lstrip("\n")
            text = longer
        return text

    async def settings(self) -> GuildSettings:
        return await self.services.access.settings(self.guild.id)

    async def change(self, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        """Changes the server's settings, and notes who did."""
        command = self.interaction.command
        name = command.qualified_name.replace(" ", "/") if command is not None else ""
        logger().info("settings", guild=self.guild.id, user=self.interaction.user.id, command=name)
        return await self.services.run_blocking(self.services.guild_settings.change, self.guild.id, change)


Act = Callable[[AdminContext], Awaitable[str]]


def as_code(text: str) -> str:
    """The text as it is, in one line: without markup, mentions and links of its own, and cut where long."""
    plain = " ".join(text.replace("`", "'").split())
    return f"`{plain if len(plain) <= _MAX_NAME_CHARS else plain[: _MAX_NAME_CHARS - 1] + '…'}`"


async def respond(interaction: Interaction, services: BotServices, need: Need, act: Act) -> None:
    """Answers this person alone with what `act` says, or why it may not be done."""
    await acknowledge(interaction)
    text = await _text(interaction, services, need, act)
    await interaction.edit_original_response(content=text, allowed_mentions=discord.AllowedMentions.none())


async def _text(interaction: Interaction, services: BotServices, need: Need, act: Act) -> str:
    language, guild, access = language_of(interaction.locale), interaction.guild, services.access
    # A server of which nothing is known has not this bot in it, but only its commands.
    if guild is None or guild.unavailable or guild.get_role(guild.id) is None:
        return t("admin_only_in_servers", language)
    if need is Need.OPERATOR and not access.is_operator(interaction.user):
        return t("admin_for_operators", language)
    if not access.is_manager(interaction):
        return t("admin_for_managers", language)
    context = AdminContext(interaction, services, guild, language)
    try:
        return await act(context)
    except ConcordError as problem:  # to others it is told as an id, by the command tree
        if not context.is_operator:
            raise
        return context.t("admin_problem", problem=as_code(str(problem)))
