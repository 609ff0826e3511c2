"""Decides whether a date says at least what another says."""

from __future__ import annotations

from datetime import date

from bot.text.figures.fact import DateParts


def covers_date(held: DateParts, asked: DateParts) -> bool:
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
