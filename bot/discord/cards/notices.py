"""The cards in which the bot speaks of itself: notices, errors and help."""

from __future__ import annotations

from bot.discord.cards.model import Card, Line, Tone, Voice
from bot.discord.words import say
from bot.models import Language

_COMMANDS = ("ask", "search", "documents", "forget")
_OPTIONS = ("document", "private")


def notice_card(text: str) -> Card:
    """A sentence of the bot's own."""
    return Card(Tone.NOTICE, framing=text)


def error_card(error_id: str, language: Language) -> Card:
    """That something failed; the log has the cause under this id."""
    footer = say("error_id", language, id=error_id)
    return Card(Tone.ERROR, language, framing=say("error", language), footer=footer)


def help_card(*, language: Language, has_model: bool, sees_all: bool) -> Card:
    """What can be asked and how; `sees_all` is false where the bot reads only messages that address it."""
    names = ["help_ask", "help_search", "help_documents", "help_forget", "help_claim", "help_mention"]
    if not sees_all:
        names.append("help_unread")
    commands = {name: say(f"command_{name}_name", language) for name in _COMMANDS}
    options = {name: say(f"option_{name}", language) for name in _OPTIONS}
    called = {**commands, **options, "claim": say("menu_check_claim", language)}
    aside = Line(say("help_model" if has_model else "help_no_model", language), voice=Voice.ASIDE)
    return Card(
        Tone.NOTICE,
        language,
        title=say("help_title", language),
        framing=say("help", language),
        lines=(*(Line(say(name, language, **called)) for name in names), aside),
        footer=say("help_privacy", language),
    )
