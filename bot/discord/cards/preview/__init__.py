"""Shows what cards look like, without Discord: a page for review."""

from bot.discord.cards.preview.writing import write_preview

__all__ = ["write_preview"]
