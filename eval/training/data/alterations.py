"""Alters sentences so that they say something else: figures, dates, names, and whether it is so at all."""

from __future__ import annotations

import random
import re

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _MONTH_NAMES.split("|")
_MONTH = re.compile(rf"\b(?:{_MONTH_NAMES})\b")
_TRIES = 20
_YEAR_DIGITS, _FIRST_YEAR, _LAST_YEAR = 4, 1000, 2100

# In each language the first rule that matches is applied; none turns a sentence into nonsense.
_DENIALS: dict[str, list[tuple[re.Pattern[str], str]]] = {
    "en": [
        (
            re.compile(r"\b(is|are|was|were|can|could|will|would|has been|have been|had been|may) not\b"),
            r"\1",
        ),
        (re.compile(r"\b(is|are|was|were|can|could|will|would|may)\b(?! not)"), r"\1 not"),
        (re.compile(r"\b(has|have|had) been\b"), r"\1 not been"),
    ],
    "ko": [
        (re.compile(rf"{ending}(?=\.?$)"), opposite)
        for ending, opposite in (
            ("하지 않았다", "했다"),
            ("하지 않는다", "한다"),
            ("되지 않았다", "되었다"),
            ("(?<=[가-힣])되었다", "되지 않았다"),
            ("(?<=[가-힣])됐다", "되지 않았다"),
            ("(?<=[가-힣])된다", "되지 않는다"),
            ("(?<=[가-힣])하였다", "하지 않았다"),
            ("(?<=[가-힣])했다", "하지 않았다"),
            ("(?<=[가-힣])한다", "하지 않는다"),
            ("(?<= )있다", "있지 않다"),
            ("(?<= )없다", "있다"),
            ("(?<= )있었다", "없었다"),
        )
    ],
    "ja": [
        (re.compile(rf"{ending}(?=。?$)"), opposite)
        for ending, opposite in (
            ("されている", "されていない"),
            ("している", "していない"),
            ("した", "しなかった"),
            ("された", "されなかった"),
            ("である", "ではない"),
        )
    ],
}

# Polite endings that say the same, as an answer's tone differs from its source's.
_POLITE = [
    (re.compile(rf"{ending}(?=\.?$)"), polite)
    for ending, polite in (
        ("(?<=[가-힣])했다", "했습니다"),
        ("(?<=[가-힣])하였다", "했습니다"),
        ("(?<=[가-힣])되었다", "되었습니다"),
        ("(?<=[가-힣])한다", "합니다"),
        ("(?<=[가-힣])된다", "됩니다"),
        ("(?<=[가-힣])이다", "입니다"),
        ("(?<=[가-힣] )있다", "있습니다"),
    )
]
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


def other_figure(figure: str, passage: str, chance: random.Random) -> str:
    """A figure of the same shape that the passage lacks; a year stays near, as a slip would."""
    for _ in range(_TRIES):
        new = _year(int(figure), chance) if _is_year(figure) else _digits(figure, chance)
        if new != figure and new not in passage:
            return new
    return figure + "0"


def altered_figure(sentence: str, passage: str, chance: random.Random) -> str | None:
    """The sentence with one of its figures exchanged, None where it has none."""
    found = list(_FIGURE.finditer(sentence))
    if not found:
        return None
    chosen = chance.choice(found)
    new = other_figure(chosen.group(), passage, chance)
    return sentence[: chosen.start()] + new + sentence[chosen.end() :]


def altered_month(sentence: str, passage: str, chance: random.Random) -> str | None:
    """The sentence with one English month exchanged, None where it has none."""
    found = list(_MONTH.finditer(sentence))
    others = [month for month in _MONTHS if month not in passage]
    if not found or not others:
        return None
    chosen = chance.choice(found)
    return sentence[: chosen.start()] + chance.choice(others) + sentence[chosen.end() :]


def denied(sentence: str, language: str) -> str | None:
    """The sentence with the opposite said, None where no rule fits."""
    for pattern, new in _DENIALS.get(language, ()):
        changed, count = pattern.subn(new, sentence, count=1)
        if count:
            return changed
    return None


def reworded(sentence: str) -> str:
    """The sentence without what stands in brackets, and in Korean with a polite ending."""
    shorter = _IN_BRACKETS.sub("", sentence)
    for pattern, new in _POLITE:
        changed, count = pattern.subn(new, shorter)
        if count:
            return changed
    return shorter


def _is_year(figure: str) -> bool:
    return len(figure) == _YEAR_DIGITS and figure.isdigit() and _FIRST_YEAR <= int(figure) <= _LAST_YEAR


def _year(year: int, chance: random.Random) -> str:
    return str(year + chance.choice((-1, 1)) * chance.choice((1, 2, 3, 5, 10, 20, 50, 100)))


def _digits(figure: str, chance: random.Random) -> str:
    """One digit exchanged; the first one is never made 0."""
    places = [place for place, sign in enumerate(figure) if sign.isdigit()]
    place = chance.choice(places)
    lowest = 1 if place == places[0] else 0
    return figure[:place] + str(chance.randint(lowest, 9)) + figure[place + 1 :]
