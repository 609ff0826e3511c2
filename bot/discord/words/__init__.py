"""What the bot says of its own, in the language of the one who reads it."""

from bot.discord.words.saying import locale_of, say
from bot.discord.words.translator import CommandTranslator, word

__all__ = ["CommandTranslator", "locale_of", "say", "word"]
