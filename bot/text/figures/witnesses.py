"""Finds words of evidence that support a number without being one: "once", 유일한, 처음, "a year"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.text.figures.fact import Fact, Kind

_ONE = re.compile(
    r"\b(?:one|once|single|sole|only)\b|하나|단일|유일|한\s?(?:건|곳|명|개|가지|차례|번)|(?<![가-힣])한\s[가-힣]",
    re.ASCII | re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first|initial|inaugural|debut|maiden|opening|pioneering|number one|no\. 1)\b"
    r"|최초|처음|(?<![가-힣])첫|제1|1호|1위|1차|으뜸|먼저",
    re.ASCII | re.IGNORECASE,
)
_SUBSTANCES = {"co2": re.compile(r"이산화탄소|carbon dioxide", re.IGNORECASE)}
_SECOND = re.compile(r"\b(?:second|latter)\b|둘째|두\s번째|제2|2위|2차|2호", re.ASCII | re.IGNORECASE)
_SPANS = {
    ("month", 12): re.compile(
        r"\b(?:an?|per|each|every)\s(?:year|annum)\b|\b(?:annual|yearly)|해마다|매년|연간|한\s해|(?<![가-힣])연\s",
        re.ASCII | re.IGNORECASE,
    ),
    ("month", 1): re.compile(
        r"\b(?:an?|per|each|every)\smonth\b|\bmonthly\b|매달|매월|월간|한\s달", re.ASCII | re.IGNORECASE
    ),
    ("day", 7): re.compile(
        r"\b(?:an?|per|each|every)\sweek\b|\bweekly\b|매주|일주일|한\s주", re.ASCII | re.IGNORECASE
    ),
    ("day", 1): re.compile(r"\b(?:an?|per|each|every)\sday\b|\bdaily\b|매일|하루", re.ASCII | re.IGNORECASE),
    ("second", 3600): re.compile(
        r"\b(?:an|per|each|every)\shour\b|\bhourly\b|시간당|매시간", re.ASCII | re.IGNORECASE
    ),
}


def witnesses_in(text: str) -> Iterator[Fact]:
    """Facts that a sentence may draw from the words of its evidence, beside the facts of that."""
    for match in _ONE.finditer(text):
        yield _fact(Kind.NUMBER, 1, "", match)
    for rank, form in ((1, _FIRST), (2, _SECOND)):
        for match in form.finditer(text):
            yield _fact(Kind.ORDINAL, rank, "", match)
    for name, form in _SUBSTANCES.items():
        for match in form.finditer(text):
            yield Fact(Kind.NAME, name, "", match.group(), match.start(), match.end())
    for (unit, count), form in _SPANS.items():
        for match in form.finditer(text):
            yield _fact(Kind.QUANTITY, count, unit, match)


def _fact(kind: Kind, value: int, unit: str, match: re.Match[str]) -> Fact:
    return Fact(kind, Fraction(value), unit, match.group(), match.start(), match.end())
