"""Finds the numerals of a text, whatever they are written in, without asking what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.text.figures.numerals_english import (
    DIGITS,
    DIGITS_AND_SCALE,
    WORDS,
    english_value,
    number,
)
from bot.text.figures.numerals_korean import (
    NATIVE_WORDS,
    SINO,
    mixed_end,
    native_value,
    sino_value,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at text[start:end]; `scale` is what its written digits were multiplied by, 1 for none."""

    start: int
    end: int
    value: Fraction
    scale: Fraction = Fraction(1)
    is_word: bool = False


_POWER = (
    r"(?:\d+(?:\.\d+)?\s?[x×·]\s?)?10\s?(?:\^\s?\{?[-+]?\d{1,3}\}?|\*\*\s?\d{1,3}|[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}|의\s?\d{1,3}\s?(?:제곱|승)"
    r"|\s(?:raised\s)?to\sthe\s(?:power\s(?:of\s)?)?\d{1,3}(?:th|st|nd|rd)?(?:\spower)?\b)"
)
_EXPONENT = r"\d+(?:\.\d+)?[eE][+-]?\d{1,3}(?![A-Za-z0-9])"
_FRACTION = (
    r"(?:\d+\s)?\d+/\d+(?![/\d])|\d+\s?분의\s?\d+(?:\.\d+)?"
    r"|\b(?:(?:one|two|three|four|five|seven|an?(?=\s\w+\sof))[-\s](?:half|halves|thirds?|quarters?|fifths?|sixths?|eighths?"
    r"|tenths?)\b(?!\s+(?:of\s+(?:19|20)\d\d|(?:19|20)\d\d|largest|biggest|most|highest|time|party|country|year))"
    r"|half(?=\s+(?:of|the|its|their|all)\b))|절반"
)
_LEFT = r"(?<![A-Za-z0-9])(?<!\d[.,])"
_HANGUL_LEFT = r"(?<![가-힣A-Za-z0-9])"
_NUMERAL = re.compile(
    rf"(?P<power>{_LEFT}(?:{_POWER}|{_EXPONENT}))|(?P<fraction>{_LEFT}(?i:{_FRACTION}))"
    rf"|(?P<scaled>{_LEFT}(?i:{DIGITS_AND_SCALE}))|(?P<digits>{_LEFT}{DIGITS})|(?P<words>(?i:{WORDS}))"
    rf"|(?P<native>{_HANGUL_LEFT}{NATIVE_WORDS})|(?P<sino>{_HANGUL_LEFT}{SINO})",
    re.ASCII,
)
_NOT_KOREAN_SCALE = re.compile(r"\s만\s")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "six": 6, "eig": 8, "ten": 10}


def numerals_in(text: str) -> Iterator[Numeral]:
    """The numerals of a folded text from left to right."""
    place = 0
    while found := _NUMERAL.search(text, place):
        numeral = _numeral(text, found)
        if numeral is not None:
            yield numeral
        place = max(found.end(), numeral.end if numeral else 0)


def _numeral(text: str, found: re.Match[str]) -> Numeral | None:
    start, end = found.span()
    words = found.group()
    if found.lastgroup == "digits":
        return _digits(text, start, end)
    if found.lastgroup == "scaled":
        digits = re.match(DIGITS, words)
        value = english_value(words)
        mantissa = number(digits.group()) if digits else Fraction(1)
        return Numeral(start, end, value, value / mantissa if mantissa else Fraction(1))
    if found.lastgroup == "sino":
        value_or_none = sino_value(words)
        return None if value_or_none is None else Numeral(start, end, value_or_none, is_word=True)
    readers = {"power": _power, "fraction": _fraction, "words": english_value, "native": native_value}
    value = readers[found.lastgroup or ""](words)
    is_word = found.lastgroup in {"words", "native"}
    return Numeral(start, end, value, is_word=is_word)


def _digits(text: str, start: int, end: int) -> Numeral:
    mixed = mixed_end(text, start)
    # "만 19세" is nineteen full years; a space before and after parts it from the digits.
    if mixed is None or _NOT_KOREAN_SCALE.match(text, end):
        return Numeral(start, end, number(text[start:end]))
    stop, value = mixed
    mantissa = number(text[start:end])
    return Numeral(start, stop, value, value / mantissa if mantissa else Fraction(1))


def _power(words: str) -> Fraction:
    if re.fullmatch(_EXPONENT, words):
        return Fraction(words)
    raised = re.search("[⁺⁻]?[⁰¹²³⁴-⁹]+$", words)
    exponent = int(raised.group().translate(_SUPERSCRIPT) if raised else re.findall(r"[-+]?\d+", words)[-1])
    head = re.match(r"(\d+(?:\.\d+)?)\s?[x×·]", words)
    return (Fraction(head.group(1)) if head else 1) * Fraction(10) ** exponent


def _fraction(words: str) -> Fraction:
    if "/" in words:
        whole, _, part = words.rpartition(" ")
        over, under = part.split("/")
        return Fraction(whole or 0) + (Fraction(int(over), int(under)) if int(under) else 0)
    if "분의" in words:
        under, over = re.split(r"\s?분의\s?", words)
        return Fraction(over) / (Fraction(under) or 1)
    if words == "절반" or words.lower() == "half":
        return Fraction(1, 2)
    count, part = re.split(r"[-\s]", words.lower())
    return Fraction(english_value(count), _PARTS[part[:3]])
