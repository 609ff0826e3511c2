"""Whether one fact says what another says, or leaves no room for it."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

from bot.text.figures.counts import common
from bot.text.figures.fact import Bound, DateParts, Fact, Kind
from bot.text.figures.numbered_names import squeezed

_SIDES = {Bound.LOWER, Bound.UPPER}
# A section of a foreign act is translated as 조, as an article is.
_TRANSLATED = {"article", "section"}
# The twentieth anniversary is one of 20 years, the hundredth day comes after 100 days.
_NTH = {
    "anniversary": ("month", 12),
    "year": ("month", 12),
    "month": ("month", 1),
    "week": ("day", 7),
    "day": ("day", 1),
}


def covers(held: Fact, fact: Fact) -> bool:
    """Whether one fact of the evidence says what a fact of the sentence says."""
    if held.kind is fact.kind:
        return _same_kind(held, fact)
    kinds = {held.kind, fact.kind}
    if kinds == {Kind.NUMBER, Kind.ORDINAL}:
        number = held if held.kind is Kind.NUMBER else fact
        return number.loose and held.value == fact.value
    if kinds == {Kind.SECTION, Kind.NUMBER} or kinds == {Kind.SECTION, Kind.ORDINAL}:
        return _section_as_number(held, fact)
    if kinds == {Kind.NUMBER, Kind.DATE}:
        return _bare_year(held, fact)
    return _across(held, fact, kinds)


def _same_kind(held: Fact, fact: Fact) -> bool:
    if isinstance(fact.value, DateParts) and isinstance(held.value, DateParts):
        return _covers_date(held.value, fact.value)
    if fact.kind is Kind.TIME:
        return _same_time(held, fact)
    if fact.kind is Kind.SECTION:
        is_translated = held.words.isascii() != fact.words.isascii()
        same_unit = held.unit == fact.unit or (is_translated and {held.unit, fact.unit} == _TRANSLATED)
        return same_unit and held.value == fact.value
    if fact.kind is Kind.NUMBER and _counts_other(held, fact):
        return False
    if fact.kind is Kind.ORDINAL:
        return held.value == fact.value
    return held.unit == fact.unit and (
        held.value == fact.value or _falls_by(held, fact) or _falls_by(fact, held)
    )


def _falls_by(one: Fact, other: Fact) -> bool:
    """Whether one says "fell 3%" and the other "-3%"."""
    return Bound.FALL in one.bounds and isinstance(other.value, Fraction) and one.value == -other.value


def _counts_other(held: Fact, fact: Fact) -> bool:
    """Whether both count with Korean counters that count different things (260명, 260건)."""
    one, other = (next((noun for noun in known.nouns if noun[0] == "#"), "") for known in (held, fact))
    return bool(one and other and one != other)


def _same_time(held: Fact, fact: Fact) -> bool:
    if not isinstance(held.value, Fraction) or not isinstance(fact.value, Fraction):
        return False
    loose = held.loose or fact.loose
    return held.value == fact.value or (loose and (held.value - fact.value) % 720 == 0)


def _section_as_number(held: Fact, fact: Fact) -> bool:
    section, number = (held, fact) if held.kind is Kind.SECTION else (fact, held)
    is_rank = number.loose or number.kind is Kind.ORDINAL
    return is_rank and isinstance(number.value, Fraction) and str(number.value) == section.value


def _bare_year(held: Fact, fact: Fact) -> bool:
    date, number = (held, fact) if held.kind is Kind.DATE else (fact, held)
    return date.loose and isinstance(date.value, DateParts) and date.value.year == number.value


def _across(held: Fact, fact: Fact, kinds: set[Kind]) -> bool:
    if kinds == {Kind.QUANTITY, Kind.DATE}:
        date, days = (held, fact) if held.kind is Kind.DATE else (fact, held)
        return days.loose and isinstance(date.value, DateParts) and date.value.day == days.value
    if kinds == {Kind.QUANTITY, Kind.ORDINAL}:
        ordinal, years = (held, fact) if held.kind is Kind.ORDINAL else (fact, held)
        if years.loose and not ordinal.unit:  # "the 2nd" and "2일"
            return years.value == ordinal.value
        unit, factor = _NTH.get(ordinal.unit, ("", 0))
        return unit == years.unit and _times(ordinal, factor) == years.value
    if kinds == {Kind.QUANTITY, Kind.NUMBER}:
        times, number = (held, fact) if held.kind is Kind.QUANTITY else (fact, held)
        if times.loose and times.unit == "m":  # "1.5m people"
            return _times(times, 10**6) == number.value
        return (
            times.unit == "times"
            and times.value == number.value
            and bool({"#회", "#차례", "#번"} & set(number.nouns))
        )
    if kinds == {Kind.PERCENT, Kind.NUMBER}:
        percent, number = (held, fact) if held.kind is Kind.PERCENT else (fact, held)
        return (
            _times(number, 100) == percent.value
            and isinstance(number.value, Fraction)
            and 0 < number.value < 1
        )
    if Kind.NAME in kinds:
        name, other = (held, fact) if held.kind is Kind.NAME else (fact, held)
        return any(
            name.value == squeezed(f"{noun[1:]}{other.value}") for noun in other.nouns if noun[0] == "="
        )
    return False


def _times(fact: Fact, factor: int) -> Fraction | None:
    return fact.value * factor if isinstance(fact.value, Fraction) else None


def _covers_date(held: DateParts, asked: DateParts) -> bool:
    """Whether each part that is asked for stands in the held date; a full date also tells its weekday."""
    if asked.weekday is not None and _weekday(held) != asked.weekday:
        return False
    if asked.part != held.part and (asked.part or held.part in {"decade", "century"}):
        return False
    return (
        asked.year in {None, held.year}
        and asked.month in {None, held.month}
        and asked.day in {None, held.day}
    )


def _weekday(held: DateParts) -> int | None:
    if held.weekday is not None or held.year is None or held.month is None or held.day is None:
        return held.weekday
    try:
        return date(held.year, held.month, held.day).weekday()
    except ValueError:
        return None


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
