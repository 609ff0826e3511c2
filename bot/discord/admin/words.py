"""Names and descriptions of the commands, in every language from the one place where wording stands."""

from __future__ import annotations

from discord.app_commands import locale_str

from bot.discord.words import say
from bot.models import Language

_BEGIN = "command_admin_"


def word(key: str) -> locale_str:
    """The word under this key, which begins with `command_admin_` there: English, to be translated."""
    return locale_str(say(_BEGIN + key, Language.ENGLISH), key=_BEGIN + key)
