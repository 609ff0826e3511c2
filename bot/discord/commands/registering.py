"""Registers the commands that everybody may use."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.commands.ask import add_ask
from bot.discord.commands.documents import add_documents
from bot.discord.commands.forget import add_forget
from bot.discord.commands.help import add_help
from bot.discord.commands.search import add_search
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk


def add_commands(tree: app_commands.CommandTree[Any], desk: Desk, reception: Reception) -> None:
    """Registers them all."""
    add_ask(tree, desk, reception)
    add_search(tree, desk)
    add_documents(tree, desk)
    add_forget(tree, desk)
    add_help(tree, desk)
