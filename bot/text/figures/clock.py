"""Finds times of day: 10:30, 3 p.m., 오후 3시, noon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HALF_DAY = r"(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?<![\d:.])(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)\s?{_HALF_DAY}",
        rf"(?<![\d:.])(?P<hour>\d{{1,2}})\s?{_HALF_DAY}",
        r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?(?![\d:])",
        r"\b(?P<hour>\d{1,2})\s?o'clock",
        r"(?:(?P<korean>오전|오후|낮|밤|새벽|저녁|아침)\s?)?(?<!\d)(?P<hour>\d{1,2})\s?시(?!간|장|각|작|범|설|행|민|스|대|도|군)"
        r"(?:\s?(?P<minute>\d{1,2})\s?분|\s?(?P<thirty>반)(?![가-힣]))?",
        r"\b(?:(?P<noon>noon|midday)|(?P<midnight>midnight))\b|(?P<korean_noon>정오)|(?P<korean_midnight>자정(?!하|능))",
    )
)
_AFTERNOON = {"오후", "저녁", "밤", "낮"}


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day at text[start:end] in minutes since midnight; `loose` if it may be 12 hours later."""

    start: int
    end: int
    minutes: int
    loose: bool


def times_in(text: str) -> Iterator[Timed]:
    """The times of day in a folded text; of overlapping ones the first form wins."""
    for form in _FORMS:
        for match in form.finditer(text):
            timed = _timed(match)
            if timed is not None:
                yield timed
        text = form.sub(lambda match: "\x01" * len(match.group()), text)


def _timed(match: re.Match[str]) -> Timed | None:
    named = {name: value for name, value in match.groupdict().items() if value}
    if "hour" not in named:
        is_noon = "noon" in named or "korean_noon" in named
        return Timed(match.start(), match.end(), 720 if is_noon else 0, loose=False)
    hour, minute = int(named["hour"]), int(named.get("minute", 30 if "thirty" in named else 0))
    if hour > 24 or minute > 59:
        return None
    half = named.get("half", "").lower()[:1] or (
        "p" if named.get("korean") in _AFTERNOON else "a" * ("korean" in named)
    )
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    is_loose = not half and 1 <= hour <= 12 and ":" not in match.group()
    return Timed(match.start(), match.end(), (hour * 60 + minute) % 1440, is_loose)
