"""Finds the numbers, dates, sums and units of a text, and those that its evidence does not hold.

Decided here: a bare "$" or 달러 is a US dollar; a date in figures that may be two days ("02/03/2026") matches
itself only; "two" before parties ("the two countries") and "one" as a pronoun claim nothing (see `prose`);
no value is rounded. What this cannot see: a figure that the evidence gives of something else, where neither
noun, label nor bound tells them apart.
"""

from bot.text.figures.fact import Bound, DateParts, Fact, Kind
from bot.text.figures.missing import missing_facts
from bot.text.figures.scan import facts_in

__all__ = ["Bound", "DateParts", "Fact", "Kind", "facts_in", "missing_facts"]
