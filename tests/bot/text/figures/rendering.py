"""Writes amounts, counts and dates in the ways of English and Korean texts, independently of the reader."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

MONTHS = list(calendar.month_name)[1:]
CURRENCIES = {
    # code: what stands before a number, what behind it in English, what behind it in Korean
    "USD": (("USD ", "US$", "$"), ("US dollars", "dollars"), ("달러", " 달러", " 미국 달러")),
    "SGD": (("SGD ", "S$"), ("Singapore dollars",), ("싱가포르달러", " 싱가포르 달러")),
    "KRW": (("KRW ", "₩"), ("won", "Korean won"), ("원", " 원")),
    "EUR": (("EUR ", "€"), ("euros",), ("유로", " 유로")),
    "JPY": (("JPY ", "¥"), ("yen",), ("엔", " 엔")),
    "CNY": (("CNY ", "RMB "), ("yuan",), ("위안", " 위안")),
}
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = _WORDS.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion", "tn"), (10**9, "billion", "bn"), (10**6, "million", "m"))
_MYRIADS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_NATIVE_TENS = ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_NATIVE_ONES = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]


def sums(amount: int, currency: str) -> list[str]:
    """Every way to write a sum of money in whole units of its currency."""
    before, english, korean = CURRENCIES[currency]
    written = [*figures(amount), *(f"{digits} {word}" for digits, word, _ in scaled(amount))]
    sums = [symbol + number for symbol in before for number in written]
    sums += [symbol + digits + short for symbol in before for digits, _, short in scaled(amount)]
    sums += [f"{number} {word}" for word in english for number in (*written, english_words(amount))]
    return sums + [number + word for word in korean for number in (*figures(amount), *myriads(amount))]


def counts(number: int) -> list[str]:
    """Ways to write how many there are, from 2 to 99 in native Korean words too."""
    written = [*figures(number), english_words(number)]
    counts = [f"{digits} projects" for digits in written]
    counts += [
        f"{digits}{counter}"
        for digits in (*figures(number), *myriads(number))
        for counter in ("개", "건", " 개")
    ]
    return counts + ([f"{native(number)} 개의 과제"] if number < 100 else [f"{sino(number)} 개의 과제"])


def days(day: date) -> list[str]:
    """Every way to write a day with its year."""
    month = MONTHS[day.month - 1]
    english = [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"the {_nth(day.day)} of {month} {day.year}",
    ]
    english += [
        f"{day.day} {month[:3]} {day.year}",
        f"{month[:3]}{'.' * (month != 'May')} {day.day}, {day.year}",
    ]
    figures = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}"]
    korean = [f"{day.year}년 {day.month}월 {day.day}일", f"{day.year}. {day.month}. {day.day}."]
    return [*english, *figures, *korean, f"{day.year}년{day.month}월{day.day}일"]


def figures(number: int) -> list[str]:
    """In digits, with and without marks of thousands; without them only where it is no year."""
    return [f"{number:,}"] if 1600 <= number < 2200 else [f"{number:,}", str(number)]


def scaled(amount: int) -> Iterator[tuple[str, str, str]]:
    """1,200,000,000 as ("1.2", "billion", "bn"), where at most four decimals say it exactly."""
    for scale, word, short in _SCALES:
        part = Fraction(amount, scale)
        if part >= 1 and (part * 10**4).denominator == 1:
            digits = f"{float(part):.4f}".rstrip("0").rstrip(".") if part < 10**6 else ""
            if digits and Fraction(digits) == part:
                yield digits, word, short


def myriads(number: int) -> list[str]:
    """ "1조 2,345억 6,789만", with and without spaces and marks, for what is over ten thousand."""
    parts, rest = [], number
    for scale, word in _MYRIADS:
        if rest >= scale:
            parts.append((rest // scale, word))
            rest %= scale
    if not parts:
        return []
    if rest:
        parts.append((rest, ""))
    if rest and rest < 1000:  # "3만 500원" is written, "3만 5원" hardly
        return ["".join(f"{count}{word}" for count, word in parts)]
    spaced = " ".join(f"{count:,}{word}" for count, word in parts)
    return [spaced, "".join(f"{count}{word}" for count, word in parts)]


def english_words(number: int) -> str:
    """ "two hundred and five thousand and seven" without commas."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_SMALL[number // 100]} hundred" + (
            f" and {english_words(number % 100)}" if number % 100 else ""
        )
    scale, word = next(
        (scale, word)
        for scale, word in (*((s, w) for s, w, _ in _SCALES), (1000, "thousand"))
        if number >= scale
    )
    rest = number % scale
    return f"{english_words(number // scale)} {word}" + (f" {english_words(rest)}" if rest else "")


def sino(number: int) -> str:
    """삼백이십오."""
    words, digits = "", "일이삼사오육칠팔구"
    for scale, word in (*_MYRIADS, (1000, "천"), (100, "백"), (10, "십")):
        count, number = divmod(number, scale)
        if count:
            words += ("" if count == 1 and scale <= 10**4 else sino(count)) + word
    return words + (digits[number - 1] if number else "")


def native(number: int) -> str:
    """스물한, but 스무 for exactly 20."""
    if number == 20:
        return "스무"
    tens, ones = divmod(number, 10)
    return (_NATIVE_TENS[tens - 1] if tens else "") + (_NATIVE_ONES[ones - 1] if ones else "")


def _nth(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
