"""The buttons below an answer: sources, share, helpful and not helpful; they work after a restart."""

from bot.discord.buttons.answer_button import AnswerButton, button_for
from bot.discord.buttons.registering import register

__all__ = ["AnswerButton", "button_for", "register"]
