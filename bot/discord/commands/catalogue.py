"""All that people can choose in Discord: the commands, and the entry in the menu of a message."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.admin.commands import add_admin
from bot.discord.claim_menu import add_claim_menu
from bot.discord.commands.registering import add_commands
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk


def add_all(tree: app_commands.CommandTree[Any], desk: Desk, reception: Reception) -> None:
    """Registers them; the desk is asked for nothing before somebody uses one."""
    add_commands(tree, desk, reception)
    add_claim_menu(tree, desk)
    add_admin(tree, desk)
