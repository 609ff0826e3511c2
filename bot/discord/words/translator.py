"""Gives commands their Korean names and descriptions; English ones stand in the code that adds them."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.words.saying import say
from bot.models import Language


class CommandTranslator(app_commands.Translator):
    """Translates a `locale_str` that names its words: `locale_str("ask", key="command_ask_name")`."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the signature is discord.py's
    ) -> str | None:
        """The words for Koreans; None, so that the English ones are shown, for everybody else."""
        key = string.extras.get("key")
        return say(key, Language.KOREAN) if key and locale is discord.Locale.korean else None
