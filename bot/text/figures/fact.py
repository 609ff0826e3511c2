"""The data of this package: a fact, its kind, its bounds and the parts of a date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a fact states."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "percentage points"
    QUANTITY = "quantity"
    ORDINAL = "ordinal"
    SECTION = "section"
    DATE = "date"
    TIME = "time of day"
    NAME = "name with a number"


class Bound(StrEnum):
    """On which side of its figure a statement lies; FROM and UNTIL, EARLY and LATE belong to dates.

    FALL marks a figure by which something falls, so that "fell 3%" is known in "-3%"; the last four tell a
    rate's period.
    """

    LOWER = "at least"
    UPPER = "at most"
    FROM = "from"
    UNTIL = "until"
    EARLY = "early"
    LATE = "late"
    FALL = "down"
    PER_YEAR = "a year"
    PER_MONTH = "a month"
    PER_WEEK = "a week"
    PER_DAY = "a day"


@dataclass(frozen=True, slots=True)
class DateParts:
    """What a date names: any of year, month (1-12), day (1-31), weekday (0 is Monday).

    `part` is "Q1" to "Q4", "H1" or "H2"; "decade" makes `year` the first of ten, "century" the number of the
    century.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    weekday: int | None = None


Value = Fraction | DateParts | str


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date, sum, percentage, quantity or numbered name, written as `words` at text[start:end].

    `value` is an exact Fraction (MONEY in whole units of the currency, a QUANTITY in the base unit of its
    dimension, TIME in minutes since midnight), DateParts for DATE, and text for SECTION ("31-2"), NAME
    ("gpt4") and a NUMBER that counts versions ("2.0").
    `unit` is a currency code, a base unit ("month", "W"), or what is numbered ("article"); empty for a plain
    number. `loose` marks what may be read in a second way: a NUMBER that is also a rank ("4단계"), a bare
    year that is also a number, "3시" in the morning or the afternoon, days that are also a day of the month.
    `nouns` are the words around a plain number that say what is counted or numbered, `bounds` the sides that
    the text names, and `prose` marks a small number in ordinary prose ("the two countries").
    """

    kind: Kind
    value: Value
    start: int
    end: int
    unit: str = ""
    words: str = ""
    bounds: frozenset[Bound] = frozenset()
    loose: bool = False
    nouns: tuple[str, ...] = ()
    prose: bool = False
