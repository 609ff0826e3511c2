"""Who may see what: what a person may read, and what everybody in a channel may."""

from bot.discord.access.channel_rule import Opening, Verdict, Way
from bot.discord.access.doorkeeper import Bounds, Doorkeeper
from bot.discord.access.operators import Operators

__all__ = ["Bounds", "Doorkeeper", "Opening", "Operators", "Verdict", "Way"]
