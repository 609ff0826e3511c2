"""Reads English number words, and digits followed by them ("300 million", "half a million", "twenty-one")."""

from __future__ import annotations

import re
from fractions import Fraction

ONES = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SHORT = {
    "k": 3,
    "mn": 6,
    "mln": 6,
    "mil": 6,
    "bn": 9,
    "bln": 9,
    "tn": 12,
    "trn": 12,
    "b": 9,
    "m": 6,
    "t": 12,
    "crore": 7,
    "lakh": 5,
}
SCALES = {word: Fraction(10**power) for word, power in {**_POWERS, **_SHORT}.items()} | {
    "dozen": Fraction(12)
}

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d{3})|\d{1,3}(?: \d{3})+(?![\d,]|\.\d)|\d+(?:\.\d+)?|\.\d+)"
_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE})\b"
_HUNDRED = rf"(?:(?:{_SMALL}|an?)[-\s]hundred(?:[-\s](?:and[-\s])?{_SMALL})?|{_SMALL})\b"
_BIG = r"(?:hundred|thousand|million|billion|trillion|quadrillion|crore|lakh|dozen)\b"
_AND_A_HALF = r"(?:[-\s]and[-\s]a[-\s]half)"
_SHORT_SCALE = r"(?:(?:k|mn|mln|mil|bn|bln|tn|trn)(?![A-Za-z0-9])|[bmt](?=[-\s](?:param|token)))"

DIGITS_AND_SCALE = rf"{DIGITS}(?:{_AND_A_HALF}?(?:[-\s]{_BIG})+|\s?{_SHORT_SCALE})"
WORDS = (
    rf"\b(?:half[-\s]an?[-\s]{_BIG}"
    rf"|(?:{_HUNDRED}|an?){_AND_A_HALF}?(?:[-\s]{_BIG})+"
    rf"(?:,?[-\s](?:and[-\s])?{_HUNDRED}(?:[-\s]{_BIG})+)*(?:,?[-\s](?:and[-\s])?{_HUNDRED}(?![-\s]{_BIG}))?"
    rf"|{_HUNDRED}{_AND_A_HALF}?)"
)
_TOKEN = re.compile(rf"half[-\s]an?\b|and[-\s]a[-\s]half|{DIGITS}|[a-z]+", re.ASCII)


def number(digits: str) -> Fraction:
    """The value of digits with group marks and a decimal point."""
    return Fraction(digits.replace(",", "").replace(" ", ""))


def english_value(words: str) -> Fraction:
    """The value of what DIGITS_AND_SCALE or WORDS found: a scale multiplies all that is smaller before it."""
    terms: list[Fraction] = []
    part = Fraction(0)
    for token in _TOKEN.findall(words.lower()):
        scale = SCALES.get(token)
        if scale is None:
            part += _small(token)
        elif scale < 1000:
            part = (part or 1) * scale
        else:
            while terms and terms[-1] < scale:
                part += terms.pop()
            terms.append((part or 1) * scale)
            part = Fraction(0)
    return sum(terms, part)


def _small(token: str) -> Fraction:
    if token.startswith(("half", "and")) and token != "and":
        return Fraction(1, 2)
    if token[0].isdigit() or token[0] == ".":
        return number(token)
    return Fraction(ONES.get(token, 0) + TENS.get(token, 0) + (token in {"a", "an"}))
