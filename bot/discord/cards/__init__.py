"""What the bot shows: cards as plain values, and how they become messages of Discord's."""

from bot.discord.cards.answers import answer_card, claim_card, quotes_card, working_card
from bot.discord.cards.models import Action, Card, Rendered, Tone
from bot.discord.cards.notices import documents_cards, error_card, help_card, notice_card, search_card
from bot.discord.cards.render import render, render_plain

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
    "notice_card",
    "quotes_card",
    "render",
    "render_plain",
    "search_card",
    "working_card",
]
