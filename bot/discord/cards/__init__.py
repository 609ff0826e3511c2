"""What the bot shows: cards as plain values, and how they become messages of Discord's."""

from bot.discord.cards.answers import answer_card, quotes_card, working_card
from bot.discord.cards.claims import claim_card
from bot.discord.cards.fallback import plain
from bot.discord.cards.layout import layout
from bot.discord.cards.lists import documents_cards, search_card
from bot.discord.cards.model import Action, Card, Rendered, Tone
from bot.discord.cards.notices import error_card, help_card, notice_card

__all__ = [
    "Action",
    "Card",
    "Rendered",
    "Tone",
    "answer_card",
    "claim_card",
    "documents_cards",
    "error_card",
    "help_card",
    "layout",
    "notice_card",
    "plain",
    "quotes_card",
    "search_card",
    "working_card",
]
