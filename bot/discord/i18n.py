"""The bot's own words in the language of whoever reads them; they stand in `prompts/discord.toml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, TypeVar

import discord
from discord import app_commands

from bot.models import Language
from prompts.phrases import discord_phrase

Function = TypeVar("Function")


class CommandNames(TypedDict):
    name: app_commands.locale_str
    description: app_commands.locale_str


def t(name: str, language: Language, **values: object) -> str:
    """The phrase `name` with its blanks filled in; KeyError if there is none."""
    return discord_phrase(name, language, **values)


def language_of(locale: discord.Locale | None) -> Language:
    """The language in which somebody with this locale is spoken to: Korean, or else English."""
    return Language.KOREAN if locale is discord.Locale.korean else Language.ENGLISH


def localized(name: str) -> app_commands.locale_str:
    """The phrase `name` for a command: English, to be translated by `CommandTranslator`."""
    return app_commands.locale_str(t(name, Language.ENGLISH), key=name)


def command_names(key: str) -> CommandNames:
    """The name and the description of a command, as keyword arguments of discord.py's decorators."""
    return CommandNames(
        name=localized(f"command_{key}_name"), description=localized(f"command_{key}_description")
    )


def command_options(key: str, *parameters: str) -> Callable[[Function], Function]:
    """Decorates a command with the names and the descriptions of its parameters."""
    rename = app_commands.rename(**{name: localized(f"option_{name}") for name in parameters})
    describe = app_commands.describe(**{name: localized(f"command_{key}_{name}") for name in parameters})
    return lambda function: describe(rename(function))


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
