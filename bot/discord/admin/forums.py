"""`/admin forums`: in which forums the bot answers the first post of a thread without being mentioned."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.admin.channels import told
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.desk import Desk
from bot.discord.words import word as option


def add_forums(admin: app_commands.Group, desk: Desk) -> None:
    """Registers the commands."""
    group = app_commands.Group(name=word("forums_name"), description=word("forums_description"), parent=admin)

    @group.command(name=word("forums_add_name"), description=word("forums_add_description"))
    @app_commands.describe(forum=word("forums_forum"))
    @app_commands.rename(forum=option("option_forum"))
    async def add(interaction: Interaction, forum: discord.ForumChannel) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _add(visit, forum.id))

    @group.command(name=word("forums_remove_name"), description=word("forums_remove_description"))
    @app_commands.describe(forum=word("forums_forum"))
    @app_commands.rename(forum=option("option_forum"))
    async def remove(interaction: Interaction, forum: discord.ForumChannel) -> None:
        await visited(interaction, desk, Need.MANAGER, lambda visit: _remove(visit, forum.id))


async def _add(visit: Visit, forum: int) -> str:
    lines = [told(visit, await visit.change(lambda known: known.with_forum(forum)))]
    if not visit.desk.settings.message_content:
        lines.append(visit.say("admin_forums_unread"))
    return "\n".join(lines)


async def _remove(visit: Visit, forum: int) -> str:
    return told(visit, await visit.change(lambda known: known.without_forum(forum)))
