"""`/admin mentions`: whether the bot answers to mentions, to replies and in its threads."""

from __future__ import annotations

from discord import app_commands

from bot.discord.admin.channels import told
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.desk import Desk


def add_mentions(admin: app_commands.Group, desk: Desk) -> None:
    """Registers the commands."""
    group = app_commands.Group(
        name=word("mentions_name"), description=word("mentions_description"), parent=admin
    )

    @group.command(name=word("mentions_on_name"), description=word("mentions_on_description"))
    async def on(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _listen(visit, mentions=True))

    @group.command(name=word("mentions_off_name"), description=word("mentions_off_description"))
    async def off(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _listen(visit, mentions=False))


async def _listen(visit: Visit, *, mentions: bool) -> str:
    return told(visit, await visit.change(lambda known: known.listening(mentions=mentions)))
