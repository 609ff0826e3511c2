"""Finds the unit behind a number."""

from __future__ import annotations

import re

from bot.text.figures.fact import Kind
from bot.text.figures.unit_tables import ENGLISH, KOREAN, PREFIXED, PREFIXES, SYMBOLS, Unit

_LOOK_AROUND = re.compile(r"\(\?<?[=!].*?\)|\[.*?\]|\\s|[?:|()]")


def _table(*, korean: bool) -> tuple[re.Pattern[str], dict[str, Unit]]:
    """One pattern for the units of a script, longest spelling first, and the unit behind each group."""
    spellings = _korean_spellings() if korean else _latin_spellings()
    spellings.sort(key=lambda spelling: len(_LOOK_AROUND.sub("", spelling[0])), reverse=True)
    groups = {f"u{place}": unit for place, (_, unit) in enumerate(spellings)}
    choices = "|".join(f"(?P<u{place}>{text})" for place, (text, _) in enumerate(spellings))
    return re.compile(rf"여?[\s-]?(?:{choices})"), groups


# What may stand between a number and the word of its unit without changing it.
_FULL_WORDS = (
    "consecutive",
    "straight",
    "full",
    "whole",
    "more",
    "further",
    "additional",
    "extra",
    "calendar",
    "successive",
)
_FULL = rf"(?:(?:{'|'.join(_FULL_WORDS)})\s)?"


def _latin_spellings() -> list[tuple[str, Unit]]:
    symbols = list(SYMBOLS.items())
    words = list(ENGLISH.items())
    for symbol, english, _, base in PREFIXED:
        for short, long, _, factor in PREFIXES:
            if short + symbol != "B":  # a bare "B" is a billion
                symbols.append((short + symbol, Unit(Kind.QUANTITY, base, factor)))
            words.append((long + english, Unit(Kind.QUANTITY, base, factor)))
    return [
        *((rf"{re.escape(text)}(?![A-Za-z0-9/²³])", unit) for text, unit in symbols),
        *((rf"(?i:{_FULL}{text})(?![A-Za-z])", unit) for text, unit in words),
    ]


def _korean_spellings() -> list[tuple[str, Unit]]:
    prefixed = [
        (prefix + korean, Unit(Kind.QUANTITY, base, factor))
        for _, _, korean, base in PREFIXED
        for _, _, prefix, factor in PREFIXES
    ]
    return [*prefixed, *KOREAN.items()]


_LATIN_PATTERN, _LATIN_UNITS = _table(korean=False)
_KOREAN_PATTERN, _KOREAN_UNITS = _table(korean=True)
_SCRIPT = re.compile(r"여?[\s-]?(?:(?P<korean>%?\s?[가-힣])|(?P<latin>[A-Za-z%°μ\[ -]{1,2}))")


def _beginnings() -> frozenset[str]:
    """The first two letters of every Latin unit, to pass over most nouns at once."""
    words = [*SYMBOLS, *_FULL_WORDS, *(re.sub(r"\(\?:|[\\\[\]]", "", text) for text in ENGLISH)]
    words += [word for text in ENGLISH for word in text.split("|")]
    words += [short + symbol for symbol, *_ in PREFIXED for short, *_ in PREFIXES]
    words += [long + english for _, english, *_ in PREFIXED for _, long, *_ in PREFIXES]
    return frozenset(word.lstrip("(?:")[:2].lower() for word in words)


_BEGINNINGS = _beginnings()


def unit_at(text: str, place: int) -> tuple[Unit, int] | None:
    """The unit that follows a number which ends at `place`, and where it ends."""
    script = _SCRIPT.match(text, place)
    if script is None:
        return None
    if script["korean"]:
        if found := _KOREAN_PATTERN.match(text, place):
            return _KOREAN_UNITS[found.lastgroup or ""], found.end()
        if "%" not in script["korean"]:
            return None
    elif script["latin"][0].isalpha() and script["latin"].strip().lower() not in _BEGINNINGS:
        return None
    found = _LATIN_PATTERN.match(text, place)
    return (_LATIN_UNITS[found.lastgroup or ""], found.end()) if found else None
