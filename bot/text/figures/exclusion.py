"""Tells whether two figures of the same thing cannot both be right."""

from __future__ import annotations

import math
from fractions import Fraction

from bot.text.figures.fact import Bound, DateParts, Fact, Kind
from bot.text.figures.nouns import common

_SIDES = {Bound.LOWER, Bound.UPPER}


def exclude_each_other(one: Fact, other: Fact) -> bool:
    """Whether two figures, sums or dates of one kind and unit leave no value that suits both.

    "More than 100" and "150" suit each other, and so do "March 2026" and "2 March 2026". A plain number
    counts only where both count the same noun.
    """
    if one.kind is not other.kind or one.unit != other.unit or one.loose is not other.loose:
        return False
    if (one.bounds ^ other.bounds) - _SIDES:
        return False  # from and until, a year and a month: they speak of different things
    if isinstance(one.value, DateParts) and isinstance(other.value, DateParts):
        return _differ(one.value, other.value)
    if one.kind is Kind.NUMBER and not common(one.nouns, other.nouns):
        return False
    if isinstance(one.value, Fraction) and isinstance(other.value, Fraction):
        return _are_apart(one, other)
    return False


def _differ(one: DateParts, other: DateParts) -> bool:
    if one.part != other.part:
        return bool(one.part and other.part) and one.year == other.year
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(left is not None and right is not None and left != right for left, right in pairs)


def _are_apart(one: Fact, other: Fact) -> bool:
    """Whether the ranges have at most an end in common, which at least and at most have of one value."""
    (low, high), (least, most) = _range(one), _range(other)
    if low == high and least == most:
        return low != least
    return high < least or most < low or (one.value == other.value and _are_opposed(one, other))


def _are_opposed(one: Fact, other: Fact) -> bool:
    return {*(one.bounds & _SIDES)} | {*(other.bounds & _SIDES)} == _SIDES and one.bounds != other.bounds


def _range(fact: Fact) -> tuple[Fraction | float, Fraction | float]:
    value = fact.value if isinstance(fact.value, Fraction) else Fraction(0)
    low = -math.inf if Bound.UPPER in fact.bounds else value
    high = math.inf if Bound.LOWER in fact.bounds else value
    return low, high
