"""Looks up the bot's own words in the language of the one who reads them."""

from __future__ import annotations

import discord

from bot.models import Language
from prompts.phrases import discord_phrase


def locale_of(locale: discord.Locale | None) -> Language:
    """The language in which somebody with this locale is spoken to: Korean, or else English."""
    return Language.KOREAN if locale is discord.Locale.korean else Language.ENGLISH


def say(name: str, language: Language, **values: object) -> str:
    """The words under `name` with their blanks filled in; KeyError if there are none."""
    return discord_phrase(name, language, **values)
