"""Gives commands their names and descriptions in every language, from the one place where wording stands."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.words.saying import say
from bot.models import Language


def word(key: str) -> app_commands.locale_str:
    """The word under this key for a command: English, to be translated by `CommandTranslator`."""
    return app_commands.locale_str(say(key, Language.ENGLISH), key=key)


class CommandTranslator(app_commands.Translator):
    """Translates what `word` gave."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the signature is discord.py's
    ) -> str | None:
        """The words for Koreans; None, so that the English ones are shown, for everybody else."""
        key = string.extras.get("key")
        return say(key, Language.KOREAN) if key and locale is discord.Locale.korean else None
