"""Everybody is spoken to in Korean or English, and a command has a name that Discord takes in both."""

from __future__ import annotations

import asyncio

import discord
import pytest
from discord import app_commands

from bot.discord.i18n import CommandTranslator, language_of, t
from bot.models import Language
from tests.prompts.test_phrases import DISCORD

_CONTEXT: app_commands.TranslationContextTypes = app_commands.TranslationContext(
    app_commands.TranslationContextLocation.other, None
)


def _translated(key: str | None, locale: discord.Locale) -> str | None:
    words = app_commands.locale_str("ask", key=key) if key else app_commands.locale_str("ask")
    return asyncio.run(CommandTranslator().translate(words, locale, _CONTEXT))


def test_koreans_are_spoken_to_in_korean_and_others_in_english() -> None:
    assert language_of(discord.Locale.korean) is Language.KOREAN
    assert language_of(discord.Locale.french) is Language.ENGLISH
    assert language_of(None) is Language.ENGLISH


def test_blanks_are_filled_in() -> None:
    assert "7 s" in t("again_in", Language.ENGLISH, seconds=7)
    assert "7초" in t("again_in", Language.KOREAN, seconds=7)


def test_a_command_has_a_korean_name_for_koreans_alone() -> None:
    assert _translated("command_ask_name", discord.Locale.korean) == "질문"
    assert _translated("command_ask_name", discord.Locale.french) is None
    assert _translated(None, discord.Locale.korean) is None


@pytest.mark.parametrize("language", list(Language))
def test_names_and_descriptions_keep_within_what_discord_takes(language: Language) -> None:
    for key, words in DISCORD[language].items():
        if key.startswith(("command_", "option_")):
            most = 32 if key.startswith("option_") or key.endswith("_name") else 100
            assert 1 <= len(words) <= most, key
        if key.startswith("option_") or (key.startswith("command_") and key.endswith("_name")):
            assert words == words.lower(), key
            assert " " not in words, key


def test_korean_sentences_name_commands_as_koreans_see_them() -> None:
    korean = DISCORD[Language.KOREAN]
    admin, sync = korean["command_admin_name"], korean["command_admin_sync_name"]
    # Who writes Korean may have Discord in English all the same: a message names both.
    assert f"/{korean['command_ask_name']}(/ask)" in korean["how_to_ask"]
    assert f"/{admin} {korean['command_admin_status_name']}" in korean["admin_sync_running"]
    assert f"/{admin} {sync}" in korean["admin_status_last_sync"]
    for key, words in korean.items():
        assert "/admin" not in words, key
        assert "/ask" not in words.replace(f"/{korean['command_ask_name']}(/ask)", ""), key
