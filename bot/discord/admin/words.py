"""The words of `/admin` in every language."""

from __future__ import annotations

from discord.app_commands import locale_str

from bot.discord import words

_BEGIN = "command_admin_"


def word(key: str) -> locale_str:
    """The word under this key, which begins with `command_admin_` in the one place where wording stands."""
    return words.word(_BEGIN + key)
