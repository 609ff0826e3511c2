"""Measures that are words of their own: 사흘, 보름, half a year, twice, fifteenfold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.text.figures.fact import Kind
from bot.text.figures.numeral import Numeral, numerals_in
from bot.text.figures.units import unit_at


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeral with its unit at text[start:end]; `numeral` is the bare number within it."""

    numeral: Numeral
    start: int
    end: int
    kind: Kind
    value: Fraction
    unit: str = ""
    factor: Fraction = Fraction(1)
    loose: bool = False


_NAMED_DURATIONS = {
    "이틀": ("day", 2),
    "사흘": ("day", 3),
    "나흘": ("day", 4),
    "닷새": ("day", 5),
    "엿새": ("day", 6),
    "이레": ("day", 7),
    "여드레": ("day", 8),
    "아흐레": ("day", 9),
    "열흘": ("day", 10),
    "보름": ("day", 15),
    "반년": ("month", 6),
    "일주일": ("day", 7),
}
_NAMED = re.compile(
    rf"(?<![가-힣])(?P<korean>{'|'.join(_NAMED_DURATIONS)})(?=$|[^가-힣]|간|의|에|이|을|동안|만|로|까지)"
    r"|\b(?P<half>half[-\s]an?[-\s])(?P<of_half>year|decade|day|hour|century)\b"
    r"|\ban?\s(?:(?P<long>decade|century)\b|(?P<with>year|month|day|hour|week)\b(?=\sand\sa\shalf)(?P<more>\sand\sa\shalf))"
    r"|\ban?\s(?P<later>year|month|week|day)(?=\s(?:later|ago|after)\b)"
    r"|(?:(?<=within )|(?<=for )|(?<=least )|(?<=over )|(?<=about )|(?<=nearly )|(?<=than )|(?<=lasts )"
    r"|(?<=period of )|(?<=after )|(?<=most ))"
    r"an?\s(?P<one>year|month|week|day|hour)\b",
    re.ASCII | re.IGNORECASE,
)
_HALVED = re.compile(r"\bhalv(?:ed|ing)\b|반토막", re.ASCII | re.IGNORECASE)
_FOLD = re.compile(
    r"(?P<count>twice)\b|\b(?P<two>doubl(?:ed|es?|ing)|two-?fold)\b(?![-\s](?:tax|digit|standard|counting))"
    r"|\b(?P<three>tripl(?:ed|es?|ing)|trebl(?:ed|es?|ing)|threefold)\b|\b(?P<four>quadrupl(?:ed|es?|ing)|fourfold)\b"
    r"|\b(?P<word>[a-z]+)fold\b(?<!manifold)(?<!unfold)(?<!scaffold)",
    re.ASCII | re.IGNORECASE,
)


def named_durations(text: str) -> list[Measure]:
    """사흘, 보름, half a year, and "a year" where it measures ("for a year", but not "twice a year")."""
    measures = []
    for match in _NAMED.finditer(text):
        if match["korean"]:
            unit, count = _NAMED_DURATIONS[match["korean"]]
            value = Fraction(count)
        else:
            found = unit_at(
                f" {match['of_half'] or match['one'] or match['long'] or match['with'] or match['later']}", 0
            )
            if found is None:
                continue
            unit = found[0].base
            value = found[0].factor * (
                Fraction(1, 2) if match["half"] else Fraction(3, 2) if match["more"] else 1
            )
        numeral = Numeral(match.start(), match.end(), value)
        measures.append(Measure(numeral, match.start(), match.end(), Kind.QUANTITY, value, unit))
    return measures


def folds(text: str) -> list[Measure]:
    """Twice, doubled, tripled, fifteenfold, halved."""
    measures = []
    for match in _HALVED.finditer(text):
        half = Numeral(match.start(), match.end(), Fraction(1, 2))
        measures.append(Measure(half, match.start(), match.end(), Kind.NUMBER, half.value))
    for match in _FOLD.finditer(text):
        value = next(
            (count for name, count in (("count", 2), ("two", 2), ("three", 3), ("four", 4)) if match[name]),
            None,
        )
        if value is None:
            words = list(numerals_in(match["word"]))
            if len(words) != 1:
                continue
            number = words[0].value
        else:
            number = Fraction(value)
        numeral = Numeral(match.start(), match.end(), number)
        measures.append(Measure(numeral, match.start(), match.end(), Kind.QUANTITY, number, "times"))
    return measures
