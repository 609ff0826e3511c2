"""Alters sentences so that they say something else: figures, dates, names, and whether it is so at all."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from eval.training.data.sets import FILES

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _MONTH_NAMES.split("|")
_MONTH = re.compile(rf"\b(?:{_MONTH_NAMES})\b")
_TRIES = 20
_YEAR_DIGITS, _FIRST_YEAR, _LAST_YEAR = 4, 1000, 2100

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
    return next((changed for changed in _applied(language, sentence) if changed != sentence), None)


def reworded(sentence: str) -> str:
    """The sentence without what stands in brackets, and in Korean with a polite ending."""
    shorter = _IN_BRACKETS.sub("", sentence)
    return next((changed for changed in _applied("polite", shorter) if changed != shorter), shorter)


def _applied(rules: str, sentence: str) -> Iterator[str]:
    return (pattern.sub(new, sentence, count=1) for pattern, new in _rules().get(rules, ()))


@cache
def _rules() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Regular expressions with what takes their place: denials by language, and `polite` endings."""
    tables = tomllib.loads((FILES / "alterations.toml").read_text(encoding="utf-8"))
    return {name: [(re.compile(pattern), new) for pattern, new in rules] for name, rules in tables.items()}


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
