"""Reads on which side of a figure or date a text is: at least, up to, 이상, 최대, from, until, late."""

from __future__ import annotations

import re

from bot.text.figures.fact import Bound
from bot.text.word_lists import load_patterns

_DATES = (Bound.FROM, Bound.UNTIL, Bound.EARLY, Bound.LATE)
_FIGURES = (Bound.UPPER, Bound.LOWER)
_PERIODS = {Bound.PER_YEAR, Bound.PER_MONTH, Bound.PER_WEEK, Bound.PER_DAY}
_PATTERNS = load_patterns("bot.text.figures", "bounds")
_BEFORE, _AFTER = (
    {
        bound: re.compile(_PATTERNS[f"{bound.name.lower()}_{side}"], re.ASCII | re.IGNORECASE)
        for bound in (*_FIGURES, *_DATES)
    }
    for side in ("before", "after")
)
_PERIOD_BEFORE = re.compile(_PATTERNS["period_before"], re.ASCII | re.IGNORECASE)
_PERIOD_AFTER = re.compile(_PATTERNS["period_after"], re.ASCII | re.IGNORECASE)
_FALL = re.compile(_PATTERNS["fall"], re.ASCII | re.IGNORECASE)
_REACH = 34
_OPPOSITES = (
    {Bound.LOWER, Bound.UPPER},
    {Bound.FROM, Bound.UNTIL},
    {Bound.EARLY, Bound.LATE},
)


def figure_bounds(text: str, start: int, end: int, *, is_duration: bool) -> frozenset[Bound]:
    """Whether text[start:end] is said to be a least or a most; "over five years" is during, not more than."""
    period = _PERIOD_BEFORE.search(text, max(0, start - _REACH), start) or _PERIOD_AFTER.match(text, end)
    periods = {Bound[period.lastgroup.rstrip("_")]} if period and period.lastgroup else set()
    bounds = _bounds(text, start, end, _FIGURES) | periods
    if is_duration and re.search(r"\bover (?:the )?$", text[max(0, start - 12) : start], re.IGNORECASE):
        return bounds - {Bound.LOWER}
    return bounds


def falls(text: str, start: int, end: int) -> bool:
    """Whether the text says near a figure that something falls by it."""
    return bool(_FALL.search(text, max(0, start - _REACH), min(len(text), end + _REACH)))


def date_bounds(text: str, start: int, end: int) -> frozenset[Bound]:
    """Whether something begins or ends at a date, and whether early or late in it."""
    return _bounds(text, start, end, _DATES)


def contradict(one: frozenset[Bound], other: frozenset[Bound]) -> bool:
    """Whether two texts put opposite bounds to the same figure or date, or tell it of different periods."""
    periods = one & _PERIODS, other & _PERIODS
    return (all(periods) and not periods[0] & periods[1]) or any(
        len(pair & one) == 1 and len(pair & other) == 1 and pair & one != pair & other for pair in _OPPOSITES
    )


def bounds_alike(one: frozenset[Bound], other: frozenset[Bound]) -> bool:
    """Whether both call a figure a least, or both a most."""
    return bool(one & other & {Bound.LOWER, Bound.UPPER})


def _bounds(text: str, start: int, end: int, asked: tuple[Bound, ...]) -> frozenset[Bound]:
    begin = max(0, start - _REACH)
    return frozenset(
        bound
        for bound in asked
        if _BEFORE[bound].search(text, begin, start) or _AFTER[bound].match(text, end)
    )
