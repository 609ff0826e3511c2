"""Finds dates, months, years and their halves and quarters in English, Korean and figures.

Parts that a range or a list leaves out are carried over: "4 to 6 December 2023" and "12월 4일부터 6일까지"
are two full days each. A date in figures that could be two days ("02/03/2026") is none: it is read as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.verification.facts.fact import DateParts

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?P<year>\d{4}|'\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMBERED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NUMBERED |= {"last": 0, "final": 0, "latter": 2}
_WHICH = "|".join(_NUMBERED)
_WEEKDAYS = ("월", "화", "수", "목", "금", "토", "일")
_OF_YEAR = r"(?:,?\s(?:(?:of|in)\s)?(?:fiscal\s(?:year\s)?|FY\s?)?(?P<year>\d{4})(?!\d|,\d))?"

_ENGLISH = (
    rf"(?<![\d.,])(?:the\s)?{_DAY}(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR}(?!\d|,\d))?(?![a-z])",
    rf"\b{_MONTH}\s{_DAY}(?![\d%]|[,.]\d|\s(?:million|billion|per|years?|days?|months?|hours?)\b)(?:,?\s{_YEAR}(?!\d|,\d))?",
    rf"\b{_MONTH},?[\s-](?:of\s)?{_YEAR}(?![\d,]\d|\d)",
    rf"(?i:\b(?P<which>{_WHICH})[\s-](?P<span>half|quarter)\b{_OF_YEAR})",
    r"\b(?:(?P<h>H[12])|(?P<h2>[12])H|(?P<q>Q[1-4])|(?P<q2>[1-4])Q)(?![A-Za-z0-9.-]*[A-Za-z])"
    r"(?:\s?(?:of\s|in\s|,\s|-|/|FY)?(?P<year>\d{4}|'?\d\d)(?!\d))?",
    r"\b(?P<year>\d{4})[\s-](?:(?P<h>H[12])|(?P<h2>[12])H|(?P<q>Q[1-4])|(?P<q2>[1-4])Q)\b",
    r"\b(?P<decade>\d{3}0)'?s\b",
    r"\b(?P<century>\d{1,2})(?:st|nd|rd|th)[\s-][Cc]entury\b",
    r"\b(?:FY\s?|(?i:fiscal\s(?:year\s)?))(?P<year>\d{4}|'?\d\d)(?!\d)",
    r"\b(?:(?<=[Ii]n )|(?<=[Oo]f )|(?<=[Ss]ince )|(?<=[Ff]rom )|(?<=[Bb]y )|(?<=[Uu]ntil )"
    r"|(?<=last )|(?<=next )|(?<=this )|(?<=late )|(?<=early )|(?<=mid-)|(?<=to )|(?<=and ))"
    r"(?P<month>May|March)\b(?!\s[A-Z])",
    r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b",
    r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b",
)
_KO_YEAR = r"(?P<year>(?<!\d)\d{4}|'\d\d)\s?년도?"
_KO_NUMBERED = {"상": 1, "하": 2, "첫": 1, "1": 1, "2": 2, "3": 3, "4": 4, "일": 1, "이": 2, "삼": 3, "사": 4}
_KOREAN = (
    rf"(?:{_KO_YEAR}\s?)?(?<!\d)(?P<month>\d{{1,2}})\s?월\s?(?P<day>\d{{1,2}})\s?일(?!간|\s동안)",
    rf"{_KO_YEAR}\s?(?P<month>\d{{1,2}})\s?월",
    rf"(?:{_KO_YEAR}\s?)?(?<![가-힣\d])(?:(?P<half>[상하])반기|(?P<quarter>[1-4첫])(?:/4)?\s?분기)",
    r"(?<!\d)(?P<decade>\d{3}0)\s?년대",
    r"(?<!\d)(?P<century>\d{1,2})\s?세기",
    r"(?<!\d)(?P<year>\d{4})\s?(?:년도?(?!\s?간|\s동안)|회계연도)",
    r"(?<!\d)'(?P<year>\d\d)년",
    r"(?<![\d.])(?P<month>\d{1,2})월(?!드)",
    r"(?P<koreanday>[월화수목금토일])요일",
    r"(?<=[일.\d])\s?\((?P<koreanday>[월화수목금토일])(?:요일)?\)",
)
_FIGURES = (
    r"(?<![\d.])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?<![\d./])(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
    r"(?<![\d.])(?P<year>(?:\d\d|(?<=')(?<!\d'))\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\b\.?(?!\d)",
    r"(?<![\d./])(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<year>\d{4})(?!\d)",
    r"(?<![\d.,-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])",
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\.(?P<month>0?[1-9]|1[0-2])(?![\d%]|\.\d|\s?[만억조%])\.?",
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\.\s(?P<month>0?[1-9]|1[0-2])\.(?!\d)",
)
_FORMS = tuple(re.compile(form) for form in (*_FIGURES, *_KOREAN, *_ENGLISH))
_BARE_YEAR = re.compile(
    r"(?<![A-Za-z\d$€£₩¥])(?<!\d[.,])(?P<year>1[6-9]\d\d|20\d\d|21\d\d)(?P<short>[-–/]\d\d(?![\d-]))?"
    r"(?![\dA-Za-z]|[.,]\d)(?!여?[가-힣])"
)
_BARE_YEAR_PARTICLE = re.compile(
    r"(?<![A-Za-z\d$€£₩¥])(?<!\d[.,])(?P<year>19\d\d|20\d\d)(?=(?:에|의|은|는|부터|까지|과|와|으로)(?![가-힣]))"
)
_DAYS_BEFORE = re.compile(
    r"(?<![\d.,A-Za-z])((?:\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–~]\s?|,?\s(?:to|and|or|until|through)\s|,\s))+)(?:the\s)?$"
)
_DAYS_AFTER = re.compile(
    r"(?:\s?[-–~]\s?|,?\s(?:to|and|or)\s)(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?"
    r"(?=[\s,]*$|[.,;:)](?!\d)|\s(?:in|at|on|for|with|by|and|to|as|after|before|local)\b|\s?\()"
)
_KOREAN_DAY_AFTER = re.compile(
    r"(?:\([월화수목금토일]\))?\s?(?:[~–-]|부터|에서|과|와|,|·|및|이나|또는)\s?(?P<day>\d{1,2})\s?일(?!간|\s동안|본)"
)
_KOREAN_DAYS_BEFORE = re.compile(r"(?P<month>\d{1,2})월\s?(?P<day>\d{1,2})\s?[~·–-]\s?(?=\d{1,2}일)")
_MONTHS_BEFORE = re.compile(r"(?<!\d)(\d{1,2})\s?[~·–-]\s?$")
_JOINED = re.compile(
    r"\s?(?:\([월화수목금토일A-Za-z]+\),?)?\s?(?:[-–~·,]|to|and|or|until|till|through|부터|에서|과|와|및|이나|또는)\s?(?:until\s|the\s)?",
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at text[start:end]; `loose` where a bare year may also be a number."""

    start: int
    end: int
    parts: DateParts
    loose: bool = False


def dates_in(text: str) -> list[Dated]:
    """The dates of a folded text but bare years, in order, with what ranges leave out filled in."""
    found: list[Dated] = []
    masked = text
    for form in _FORMS:
        place = 0
        while match := form.search(masked, place):
            place = match.end()
            parts = _parts(match)
            if parts is not None:
                dates = _with_neighbours(masked, Dated(match.start(), match.end(), parts))
                found.extend(dates)
                masked = _mask(masked, dates[0].start, dates[-1].end)
    return _filled(text, sorted(found, key=lambda dated: dated.start))


def bare_years_in(text: str) -> Iterator[Dated]:
    """Four digits that are probably a year; of "2024-29" both years."""
    for form in (_BARE_YEAR, _BARE_YEAR_PARTICLE):
        for match in form.finditer(text):
            year = int(match["year"])
            short = match.groupdict().get("short")
            middle = match.start() + 4
            yield Dated(match.start(), middle, DateParts(year=year), loose=True)
            if short:
                yield Dated(middle + 1, match.end(), DateParts(year=year - year % 100 + int(short[1:])))


def _parts(match: re.Match[str]) -> DateParts | None:
    named = {name: value for name, value in match.groupdict().items() if value}
    year = _year(named.get("year") or named.get("decade") or named.get("century"))
    month, day = _month(named.get("month")), int(named["day"]) if "day" in named else None
    if "a" in named:
        month, day = _day_and_month(int(named["a"]), int(named["b"]))
        if month is None:
            return None
    if not (1 <= (month or 1) <= 12 and 1 <= (day or 1) <= 31):
        return None
    return DateParts(year, month, day, _part(named), _weekday(named))


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    digits = written.lstrip("'")
    return int(digits) + (
        2000 if len(digits) == 2 and not digits.startswith("'") and _is_short(written) else 0
    )


def _is_short(written: str) -> bool:
    return len(written.lstrip("'")) == 2


def _month(written: str | None) -> int | None:
    if written is None or written.isdigit():
        return int(written) if written else None
    return next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(written[:3].lower()))


def _day_and_month(first: int, second: int) -> tuple[int | None, int | None]:
    """Month and day of "23/04/2026"; (None, None) where both could be the month."""
    if first == second:
        return first, second
    if first > 12 >= second:
        return second, first
    return (first, second) if second > 12 >= first else (None, None)


def _part(named: dict[str, str]) -> str:
    if "decade" in named or "century" in named:
        return "decade" if "decade" in named else "century"
    if "span" in named:
        span = named["span"].lower()
        which = _NUMBERED[named["which"].lower()] or (2 if span == "half" else 4)
        return "" if span == "half" and which > 2 else f"{'H' if span == 'half' else 'Q'}{which}"
    for letter, name, second in (("H", "h", "h2"), ("Q", "q", "q2")):
        if name in named or second in named:
            return named.get(name) or letter + named[second]
    if "half" in named or "quarter" in named:
        return f"{'H' if 'half' in named else 'Q'}{_KO_NUMBERED[named.get('half') or named['quarter']]}"
    return ""


def _weekday(named: dict[str, str]) -> int | None:
    if "koreanday" in named:
        return _WEEKDAYS.index(named["koreanday"])
    english = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
    return english.index(named["weekday"]) if "weekday" in named else None


def _with_neighbours(text: str, dated: Dated) -> list[Dated]:
    """The date with the days and months that a list or a range puts before or behind it."""
    parts = dated.parts
    if parts.month is None:
        return [dated]
    if parts.day is None:
        return [*_listed_before(text, dated, _MONTHS_BEFORE, "month"), dated]
    before = list(_listed_before(text, dated, _DAYS_BEFORE, "day"))
    is_day_last = text[dated.start].isalpha()  # "March 2 to 4"; behind "2 March" stands another date
    after = (is_day_last and _DAYS_AFTER.match(text, dated.end)) or _KOREAN_DAY_AFTER.match(text, dated.end)
    dates = [*before, dated]
    while after and int(after[1]) <= 31:
        year = int(after[2]) if after.re is _DAYS_AFTER and after[2] else parts.year
        dates = [replace(one, parts=replace(one.parts, year=year)) for one in dates]
        dates.append(Dated(after.start(1), after.end(), replace(parts, year=year, day=int(after[1]))))
        after = _KOREAN_DAY_AFTER.match(text, after.end())
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
        if not _JOINED.fullmatch(text, first.end, second.start):
            continue
        if second.parts.year is None and first.parts.year is not None and second.parts.weekday is None:
            dates[place] = replace(second, parts=replace(second.parts, year=first.parts.year))
        elif first.parts.year is None and second.parts.year is not None and first.parts.weekday is None:
            dates[place - 1] = replace(first, parts=replace(first.parts, year=second.parts.year))
    return dates


def _mask(text: str, start: int, end: int) -> str:
    return text[:start] + "\x01" * (end - start) + text[end:]
