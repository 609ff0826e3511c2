"""The bot's own words in the language of whoever reads them; they stand in `prompts/discord.toml`."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.models import Language
from prompts.phrases import discord_phrase


def t(name: str, language: Language, **values: object) -> str:
    """The phrase `name` with its blanks filled in; KeyError if there is none."""
    return discord_phrase(name, language, **values)


def language_of(locale: discord.Locale | None) -> Language:
    """The language in which somebody with this locale is spoken to: Korean, or else English."""
    return Language.KOREAN if locale is discord.Locale.korean else Language.ENGLISH


def localized(name: str) -> app_commands.locale_str:
    """The phrase `name` for a command: English, to be translated by `CommandTranslator`."""
    return app_commands.locale_str(t(name, Language.ENGLISH), key=name)


class CommandTranslator(app_commands.Translator):
    """Gives Discord the Korean of what `localized` made; everybody else sees the English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the signature is discord.py's
    ) -> str | None:
        name = string.extras.get("key")
        return t(name, Language.KOREAN) if name and locale is discord.Locale.korean else None
