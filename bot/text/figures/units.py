"""The units and currencies of a text, beside the numbers that they belong to.

Their spellings are in `units.tsv` and `currencies.tsv`. A bare "$", "dollar" or "달러" is a US dollar and
never another: a writer who means Singapore's says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.text.figures.fact import Kind
from bot.text.word_lists import load_lines

_KINDS = {"%": Kind.PERCENT, "%p": Kind.POINTS, "": Kind.NUMBER}


@dataclass(frozen=True, slots=True)
class Unit:
    """A number is multiplied by `factor` to be in `base`; `loose` where the word may also be no duration."""

    base: str
    factor: Fraction = Fraction(1)
    loose: bool = False

    @property
    def kind(self) -> Kind:
        """What a number with this unit states."""
        return _KINDS.get(self.base, Kind.QUANTITY)


def unit_at(text: str, place: int) -> tuple[Unit, int] | None:
    """The unit that follows a number which ends at `place`, and where it ends."""
    script = _SCRIPT.match(text, place)
    if script is None:
        return None
    if script["korean"]:
        if found := _KOREAN_UNIT.match(text, place):
            return _KOREAN_UNITS[found.lastgroup or ""], found.end()
        if "%" not in script["korean"]:
            return None
    elif script["latin"][0].isalpha() and script["latin"].strip().lower() not in _BEGINNINGS:
        return None
    found = _LATIN_UNIT.match(text, place)
    return (_LATIN_UNITS[found.lastgroup or ""], found.end()) if found else None


def currency_before(text: str, place: int) -> tuple[str, int] | None:
    """The code of the currency written before a number that starts at `place`, and where it starts."""
    found = _CURRENCY_BEFORE.search(text, max(0, place - _LONGEST_PREFIX), place)
    if found is None:
        return None
    return _CODE_OF[found["code"] or found["symbol"] or found["korean"]], found.start()


def currency_after(text: str, place: int) -> tuple[str, int] | None:
    """The code of the currency that follows a number which ends at `place`, and where it ends."""
    is_korean = bool(_HANGUL.match(text, place))
    found = (_KOREAN_CURRENCY if is_korean else _LATIN_CURRENCY).match(text, place)
    if found is None:
        return None
    group = found.lastgroup or ""
    if group in {"code", "symbol"}:
        return _CODE_OF[found[group]], found.end()
    return (_KOREAN_WORDS if is_korean else _ENGLISH_WORDS)[int(group[1:])][1], found.end()


def short_scale(text: str, place: int) -> tuple[int, int] | None:
    """What "m" or "b" behind a sum multiplies it by, and where it ends."""
    found = _SHORT_SCALE.match(text, place)
    return (10 ** _POWER_OF[found.group(1).lower()], found.end()) if found else None


def _rows_of(table: str, sort: str) -> list[list[str]]:
    """The rows of a table whose first column is `sort`, without that column."""
    rows = (line.split("\t") for line in load_lines("bot.text.figures", table))
    return [row[1:] for row in rows if row[0] == sort]


# Prefixes of the International System with their symbols and their English and Korean spellings.
_PREFIXES = tuple(
    (short, english, korean, Fraction(1000) ** power)
    for power, (short, english, korean) in enumerate([("", "", ""), *_rows_of("units.tsv", "prefix")])
)
# Units that take them: symbol, English stem, Korean word, base unit.
_PREFIXED = _rows_of("units.tsv", "prefixed")
# What may stand between a number and the word of its unit without changing it.
_FULL_WORDS = "consecutive straight full whole more further additional extra calendar successive"
_FULL = rf"(?:(?:{_FULL_WORDS.replace(' ', '|')})\s)?"
_LOOK_AROUND = re.compile(r"\(\?<?[=!].*?\)|\[.*?\]|\\s|[?:|()]")

Spelling = tuple[str, Unit]


def _units_of(script: str) -> list[Spelling]:
    return [
        (spelling, Unit(base, Fraction(factor), bool(loose)))
        for spelling, base, factor, *loose in _rows_of("units.tsv", script)
    ]


def _latin_spellings() -> list[Spelling]:
    symbols, words = _units_of("symbol"), _units_of("english")
    for symbol, stem, _, base in _PREFIXED:
        for short, long, _, factor in _PREFIXES:
            if short + symbol != "B":
                symbols.append((short + symbol, Unit(base, factor)))
            words.append((long + stem, Unit(base, factor)))
    return [
        *((rf"{re.escape(text)}(?![A-Za-z0-9/²³])", unit) for text, unit in symbols),
        *((rf"(?i:{_FULL}{text})(?![A-Za-z])", unit) for text, unit in words),
    ]


def _korean_spellings() -> list[Spelling]:
    prefixed = [
        (prefix + word, Unit(base, factor))
        for _, _, word, base in _PREFIXED
        for _, _, prefix, factor in _PREFIXES
    ]
    return [*prefixed, *_units_of("korean")]


def _pattern_of(spellings: Iterable[Spelling]) -> tuple[re.Pattern[str], dict[str, Unit]]:
    """One pattern for these units, the longest spelling first, and the unit of each of its groups."""
    ordered = sorted(spellings, key=lambda each: len(_LOOK_AROUND.sub("", each[0])), reverse=True)
    choices = "|".join(f"(?P<u{place}>{text})" for place, (text, _) in enumerate(ordered))
    return re.compile(rf"여?[\s-]?(?:{choices})"), {f"u{i}": unit for i, (_, unit) in enumerate(ordered)}


def _beginnings() -> frozenset[str]:
    """The first two letters of every Latin unit, to pass over most nouns at once."""
    words = [text for text, _ in _units_of("english")]
    every = [text for text, _ in _units_of("symbol")] + _FULL_WORDS.split()
    every += [re.sub(r"\(\?:|[\\\[\]]", "", text) for text in words]
    every += [word for text in words for word in text.split("|")]
    every += [short + symbol for symbol, *_ in _PREFIXED for short, *_ in _PREFIXES]
    every += [long + stem for _, stem, *_ in _PREFIXED for _, long, *_ in _PREFIXES]
    return frozenset(word.lstrip("(?:")[:2].lower() for word in every)


_LATIN_UNIT, _LATIN_UNITS = _pattern_of(_latin_spellings())
_KOREAN_UNIT, _KOREAN_UNITS = _pattern_of(_korean_spellings())
_BEGINNINGS = _beginnings()
_SCRIPT = re.compile(r"여?[\s-]?(?:(?P<korean>%?\s?[가-힣])|(?P<latin>[A-Za-z%°μ\[ -]{1,2}))")


def _currencies(where: str) -> list[tuple[str, str]]:
    """The spellings of this sort with their currency's code, the longest first."""
    rows = [(spelling, code) for spelling, code in _rows_of("currencies.tsv", where)]
    return sorted(rows, key=lambda row: -len(row[0]))


def _choices(spellings: Iterable[tuple[str, str]]) -> str:
    return "|".join(re.escape(spelling) for spelling, _ in spellings)


_CODES, _SYMBOLS, _BEFORE = (_currencies(where) for where in ("code", "symbol", "before"))
_ENGLISH_WORDS, _KOREAN_WORDS = _currencies("english"), _currencies("korean")
_CODE_OF = dict([*_CODES, *_SYMBOLS, *_BEFORE])
_CURRENCY_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<code>{_choices(_CODES)})|(?P<symbol>(?<![A-Za-z])(?:{_choices(_SYMBOLS)}))"
    rf"|(?P<korean>{_choices(_BEFORE)}))[\s-]?(?P<minus>[-−]?)$"
)
_LATIN_CURRENCY = re.compile(
    rf"[\s-]?(?:(?:(?P<code>{_choices(_CODES)})(?![A-Za-z0-9])|(?P<symbol>US\$|S\$|[€₩£¥]))(?!\s?\d)|"
    + "|".join(f"(?P<w{place}>(?i:{text})(?![A-Za-z]))" for place, (text, _) in enumerate(_ENGLISH_WORDS))
    + ")"
)
_KOREAN_CURRENCY = re.compile(
    r"여?\s?(?:" + "|".join(f"(?P<k{place}>{text})" for place, (text, _) in enumerate(_KOREAN_WORDS)) + ")"
)
_HANGUL = re.compile(r"\s?[가-힣]")
_SHORT_SCALE = re.compile(r"\s?(k|K|mm|m|M|b|B|t|T)(?![A-Za-z0-9])")
_POWER_OF = {"k": 3, "m": 6, "mm": 6, "b": 9, "t": 12}
_LONGEST_PREFIX = 8
