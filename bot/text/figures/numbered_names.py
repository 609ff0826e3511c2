"""Finds names with numbers in them (H100, GPT-4, A2Z, 3GPP), addresses and numbers like a telephone's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.figures.fact import Fact, Kind
from bot.text.figures.folding import mask
from bot.text.figures.units import currency_before, unit_at
from bot.text.word_lists import load_patterns

_PATTERNS = load_patterns("bot.text.figures", "numbered_names")
_ADDRESS = re.compile(_PATTERNS["address"], re.ASCII | re.IGNORECASE)
_LONG = re.compile(_PATTERNS["long"])
_NUMBER_NAME = re.compile(_PATTERNS["number_name"])
_TOKEN = re.compile(_PATTERNS["token"])
_ORDINAL_OR_SCALED = re.compile(_PATTERNS["ordinal_or_scaled"], re.ASCII)
_LARGE_MODEL = re.compile(_PATTERNS["large_model"], re.IGNORECASE)
_EXPONENT = re.compile(_PATTERNS["exponent"])
_KOREAN_NAMES = {
    "covid19": re.compile(r"코로나\s?-?19"),
    "5g": re.compile(r"5세대\s?(?:이동)?통신"),
    "6g": re.compile(r"6세대\s?(?:이동)?통신"),
    "g7": re.compile(r"주요\s?7개국"),
    "g20": re.compile(r"주요\s?20개국"),
}


_ROUGHLY = re.compile(_PATTERNS["roughly"])


def numbered_names_in(text: str) -> Iterator[Fact]:
    """Tokens of letters and digits that are no figure, addresses with digits, telephone numbers."""
    masked = text
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?")
        masked = mask(masked, match.start(), match.start() + len(address))
        if any(letter.isdigit() for letter in address):
            name = re.sub(r"^https?://(?:www\.)?|^www\.|/$", "", address.lower())
            yield Fact(Kind.NAME, name, match.start(), match.start() + len(address))
    for match in _LONG.finditer(masked):
        yield Fact(Kind.NAME, match.group(), match.start(), match.end())
        masked = mask(masked, *match.span())
    for match in _NUMBER_NAME.finditer(masked):
        yield Fact(Kind.NAME, re.sub(r"[\s+-]", "", match.group()), match.start(), match.end())
        masked = mask(masked, *match.span())
    for name, form in _KOREAN_NAMES.items():
        yield from (Fact(Kind.NAME, name, match.start(), match.end()) for match in form.finditer(masked))
    yield from (
        Fact(Kind.NAME, match.group(), match.start(), match.end()) for match in _ROUGHLY.finditer(masked)
    )
    for match in _TOKEN.finditer(masked):
        yield from _token(masked, match)


def squeezed(name: str) -> str:
    """A name as it is compared: "GPT-4" and "gpt 4" are one."""
    return re.sub(r"[-_\s]", "", name).lower()


def _token(text: str, match: re.Match[str]) -> Iterator[Fact]:
    token = match.group()
    start, parts = match.start(), token.split("-")
    while len(parts) > 1 and not _has_digit(parts[-1]) and parts[-1].islower():
        parts.pop()
    while len(parts) > 1 and not _has_digit(parts[0]) and parts[0].islower():
        start += len(parts.pop(0)) + 1
    name = "-".join(parts)
    if not _has_digit(name) or not re.search("[A-Za-z]", name) or _is_figure(text, start, name):
        return
    name = name[:-1] if re.search(r"\d[A-Za-z]*s$", name) and not name[-2].islower() else name
    yield Fact(Kind.NAME, squeezed(name), start, start + len(name))


def _has_digit(part: str) -> bool:
    return any(letter.isdigit() for letter in part)


def _is_figure(text: str, start: int, token: str) -> bool:
    """Whether a token is a number with its currency or unit ("80GB", "KRW50bn", "5-year", "10^26")."""
    if _ORDINAL_OR_SCALED.fullmatch(token) or _EXPONENT.fullmatch(token):
        return True
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", token)
    if digits is None:
        return False
    place = start + digits.start()
    if place == start:
        unit = unit_at(text, start + digits.end())
        is_scaled = _LARGE_MODEL.match(text, start + digits.end())
        return bool(is_scaled) or unit is not None or currency_before(text, place) is not None
    before = currency_before(text, place)
    return before is not None and before[1] <= start
