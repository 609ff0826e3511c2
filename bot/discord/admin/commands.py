"""Registers `/admin`. Discord shows it to those who may manage the server; who may use it is checked anew."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.admin.channels import add_channels
from bot.discord.admin.forums import add_forums
from bot.discord.admin.mentions import add_mentions
from bot.discord.admin.roles import add_roles
from bot.discord.admin.status import add_status
from bot.discord.admin.sync_documents import add_sync_documents
from bot.discord.admin.synchronising import Synchronising
from bot.discord.admin.words import word
from bot.discord.desk import Desk


def add_admin(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the group with all that is in it."""
    admin = app_commands.Group(
        name=word("name"),
        description=word("description"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        default_permissions=discord.Permissions(manage_guild=True),
    )
    synchronising = Synchronising(desk)
    add_status(admin, desk, synchronising)
    add_sync_documents(admin, desk, synchronising)
    add_channels(admin, desk)
    add_roles(admin, desk)
    add_mentions(admin, desk)
    add_forums(admin, desk)
    tree.add_command(admin)
