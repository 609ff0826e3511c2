"""Finds the numbers, dates, sums and units of a text, and those that its evidence does not hold."""

from bot.verification.facts.cover import missing_facts
from bot.verification.facts.fact import Bound, DateParts, Fact, Kind
from bot.verification.facts.scan import facts_in

__all__ = ["Bound", "DateParts", "Fact", "Kind", "facts_in", "missing_facts"]
