"""Dates, months, years, their halves and quarters, and times of day, in English, Korean and figures.

Parts that a range or a list leaves out are carried over: "4 to 6 December 2023" and "12월 4일부터 6일까지"
are two full days each. A date in figures that could be two days ("02/03/2026") is none: it is read as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.text.figures import date_forms as forms
from bot.text.figures.bounds import date_bounds
from bot.text.figures.fact import DateParts, Fact, Kind
from bot.text.figures.folding import mask
from bot.text.figures.units import currency_after, currency_before, unit_at
from bot.text.word_lists import load_patterns

_SCALE_AFTER = re.compile(r"[-\s](?:hundred|thousand|million|billion|trillion)\b", re.ASCII | re.IGNORECASE)
_KOREAN_NUMBERED = {"상": 1, "하": 2, "첫": 1}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at text[start:end]; `loose` where a bare year may also be a number."""

    start: int
    end: int
    parts: DateParts
    loose: bool = False

    def fact_in(self, text: str) -> Fact:
        """The date with the bounds that the text gives it."""
        bounds = date_bounds(text, self.start, self.end)
        return Fact(Kind.DATE, self.parts, self.start, self.end, bounds=bounds, loose=self.loose)


def dates_in(text: str) -> list[Fact]:
    """The dates of a folded text but bare years, in order, with what ranges leave out filled in."""
    found: list[Dated] = []
    masked = text
    for form in forms.FORMS:
        place = 0
        while match := form.search(masked, place):
            place = match.end()
            parts = None if _is_decimal(masked, match) else _parts(match)
            if parts is not None:
                dates = _with_neighbours(masked, Dated(match.start(), match.end(), parts))
                found.extend(dates)
                masked = mask(masked, dates[0].start, dates[-1].end)
    dates = _filled(text, sorted(found, key=lambda dated: dated.start))
    return [dated.fact_in(text) for dated in dates]


def bare_years_in(text: str) -> Iterator[Fact]:
    """Four digits that are probably a year; of "2024-29" both years."""
    for form in forms.BARE_YEARS:
        for match in form.finditer(text):
            if _is_amount(text, match.start(), match.end("year")):
                continue
            year, middle = int(match["year"]), match.end("year")
            yield Dated(match.start(), middle, DateParts(year=year), loose=True).fact_in(text)
            if match["short"]:
                other = year - year % 100 + int(match["short"][1:])
                yield Dated(middle + 1, match.end(), DateParts(year=other)).fact_in(text)


def _is_decimal(text: str, match: re.Match[str]) -> bool:
    """Whether "2026.3" is a number with its unit and no month."""
    return bool(re.fullmatch(r"\d{4}\.\d{1,2}", match.group())) and _is_amount(text, *match.span())


def _is_amount(text: str, start: int, end: int) -> bool:
    """Whether four digits have a unit, a currency or a scale."""
    has_name = unit_at(text, end) or currency_after(text, end) or currency_before(text, start)
    return bool(has_name) or bool(_SCALE_AFTER.match(text, end))


def _parts(match: re.Match[str]) -> DateParts | None:
    named = {name: value for name, value in match.groupdict().items() if value}
    year = int(named["century"]) if "century" in named else _year(named.get("year") or named.get("decade"))
    month = forms.HANGUL_MONTHS[named["hangul"]] if "hangul" in named else _month(named.get("month"))
    day = int(named["day"]) if "day" in named else None
    if "a" in named:
        month, day = _day_and_month(int(named["a"]), int(named["b"]))
        if month is None:
            return None
    if not (1 <= (month or 1) <= 12 and (day or 1) >= 1):
        return None
    part = _part(named)
    return None if part is None else DateParts(year, month, day, part, _weekday(named))


def _year(written: str | None) -> int | None:
    """Two digits are of this century."""
    if written is None:
        return None
    digits = written.lstrip("'")
    return int(digits) + 2000 * (len(digits) == 2)


def _month(written: str | None) -> int | None:
    if written is None or written.isdigit():
        return int(written) if written else None
    return next(place for place, name in enumerate(forms.MONTHS, 1) if name.startswith(written[:3].lower()))


def _day_and_month(first: int, second: int) -> tuple[int | None, int | None]:
    """Month and day of "23/04/2026"; (None, None) where both could be the month."""
    if first == second:
        return first, second
    if first > 12 >= second:
        return second, first
    return (first, second) if second > 12 >= first else (None, None)


def _part(named: dict[str, str]) -> str | None:
    """The part of the year, "" for none, None for one that no year has (a third half)."""
    for name in ("decade", "century"):
        if name in named:
            return name
    if "span" in named:
        letter = named["span"][0].upper()
        which = named["which"].lower()
        number = (2 if letter == "H" else 4) if which in forms.LAST else forms.NUMBERED[which]
        return f"{letter}{number}" if letter == "Q" or number <= 2 else None
    for letter, short, turned, korean in (("H", "h", "h2", "half"), ("Q", "q", "q2", "quarter")):
        if short in named or turned in named:
            return named.get(short) or letter + named[turned]
        if korean in named:
            return f"{letter}{_KOREAN_NUMBERED.get(named[korean]) or named[korean]}"
    return ""


def _weekday(named: dict[str, str]) -> int | None:
    if "koreanday" in named:
        return forms.KOREAN_WEEKDAYS.index(named["koreanday"])
    return forms.WEEKDAYS.index(named["weekday"]) if "weekday" in named else None


def _with_neighbours(text: str, dated: Dated) -> list[Dated]:
    """The date with the days and months that a list or a range puts before or behind it."""
    parts = dated.parts
    if parts.month is None:
        return [dated]
    if parts.day is None:
        return [*_listed_before(text, dated, forms.MONTHS_BEFORE, "month"), dated]
    if text[dated.start + 4 : dated.start + 5] == "." and (end := forms.DOTTED_AFTER.match(text, dated.end)):
        until = replace(parts, month=int(end[1]), day=int(end[2]))
        return [dated, Dated(end.start(1), end.end(), until)]
    before = list(_listed_before(text, dated, forms.DAYS_BEFORE, "day"))
    is_day_last = text[dated.start].isalpha()  # "March 2 to 4"; behind "2 March" stands another date
    after = (is_day_last and forms.DAYS_AFTER.match(text, dated.end)) or forms.KOREAN_DAY_AFTER.match(
        text, dated.end
    )
    dates = [*before, dated]
    while after and int(after[1]) <= 31:
        year = int(after[2]) if after.re is forms.DAYS_AFTER and after[2] else parts.year
        dates = [replace(one, parts=replace(one.parts, year=year)) for one in dates]
        dates.append(Dated(after.start(1), after.end(), replace(parts, year=year, day=int(after[1]))))
        after = forms.KOREAN_DAY_AFTER.match(text, after.end())
    return dates


def _listed_before(text: str, dated: Dated, form: re.Pattern[str], part: str) -> Iterator[Dated]:
    found = form.search(text, max(0, dated.start - 40), dated.start)
    if found is None or (part == "month" and "월" not in text[dated.start : dated.end]):
        return
    for number in re.finditer(r"\d{1,2}", found.group()):
        value = int(number.group())
        if 1 <= value <= (31 if part == "day" else 12):
            start = found.start() + number.start()
            parts = replace(dated.parts, **{part: value})  # type: ignore[arg-type]  # int parts only
            yield Dated(start, start + len(number.group()), parts)


def _filled(text: str, dates: list[Dated]) -> list[Dated]:
    """Neighbours of a range or list share the year (and in Korean, the month) that only one of them names."""
    for place in range(1, len(dates)):
        first, second = dates[place - 1], dates[place]
        if not forms.JOINED.fullmatch(text, first.end, second.start):
            continue
        if second.parts.year is None and first.parts.year is not None and second.parts.weekday is None:
            dates[place] = replace(second, parts=replace(second.parts, year=first.parts.year))
        elif first.parts.year is None and second.parts.year is not None and first.parts.weekday is None:
            dates[place - 1] = replace(first, parts=replace(first.parts, year=second.parts.year))
    return dates


_TIMES = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE) for form in load_patterns("bot.text.figures", "times").values()
)
_AFTERNOON = {"오후", "저녁", "밤", "낮"}


def times_in(text: str) -> Iterator[Fact]:
    """The times of day in a folded text; of overlapping ones the first form wins."""
    masked = text
    for form in _TIMES:
        for match in form.finditer(masked):
            if (time := _time(match)) is not None:
                yield replace(time, bounds=date_bounds(text, time.start, time.end))
        masked = form.sub(lambda match: "\x01" * len(match.group()), masked)


def _time(match: re.Match[str]) -> Fact | None:
    named = {name: value for name, value in match.groupdict().items() if value}
    if "hour" not in named:
        is_noon = "noon" in named or "korean_noon" in named
        return Fact(Kind.TIME, Fraction(720 if is_noon else 0), *match.span())
    hour, minute = int(named["hour"]), int(named.get("minute", 30 if "thirty" in named else 0))
    if hour > 24 or minute > 59:
        return None
    half = named.get("half", "").lower()[:1] or (
        "p" if named.get("korean") in _AFTERNOON else "a" * ("korean" in named)
    )
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    is_loose = not half and 1 <= hour <= 12 and ":" not in match.group()
    return Fact(Kind.TIME, Fraction((hour * 60 + minute) % 1440), *match.span(), loose=is_loose)
