"""Normalises the characters of a text and keeps the place of each in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Spaces and dashes of typesetters; a long dash stays itself, since it parts clauses, and an en dash too,
# since it makes ranges where a hyphen may make a date.
_SINGLE = str.maketrans(
    "\u00a0\u2007\u2009\u202f\u2002\u2003\u3000\u2010\u2011\u2212\u2012〜～∼˜’‘′￦￥％٪⁄",
    "       ---–~~~~'''₩¥%%/",
)
# Their compatibility forms would turn a power into a digit ("km2").
_KEPT = set("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_SQUARED = {"㎡": "m²", "㎢": "km²", "㎥": "m³", "㎠": "cm²", "㎤": "cm³", "℃": "°C", "℉": "°F", "№": "No. "}
_HANJA_NUMERALS = dict(
    zip("一二三四五六七八九十百千萬万億亿兆", "일이삼사오육칠팔구십백천만만억억조", strict=True)
)
_CLUSTER = re.compile(r"[\u1100-\u11ff]+|[\x00-\x7f가-힣]+|.", re.DOTALL)
_PLAIN = re.compile(r"[\x00-\x7f가-힣]*")
_EMPHASIS = re.compile(r"(?<!\d)\*+|\*+(?!\d|\*)|`|(?<![A-Za-z0-9])__|__(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places[i]` is where its i-th character stood, its last entry the length of all."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """Digits of every script and width become ASCII, dashes, spaces and marks of a kind one; markup goes."""
    emphasis = {place for found in _EMPHASIS.finditer(text) for place in range(*found.span())}
    if not emphasis and _PLAIN.fullmatch(text):
        return Folded(text, tuple(range(len(text) + 1)))
    characters: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        if _PLAIN.fullmatch(cluster.group()):
            kept = [place for place in range(start, end) if place not in emphasis]
            characters.extend(text[place] for place in kept)
            places.extend(kept)
        else:
            folded = _folded(cluster.group())
            characters.append(folded)
            places.extend([start] * len(folded))
    return Folded("".join(characters), (*places, len(text)))


def _folded(cluster: str) -> str:
    if cluster in _KEPT:
        return cluster
    if len(cluster) > 1 or "\u1100" <= cluster <= "\u11ff":
        return unicodedata.normalize("NFC", cluster)
    if cluster in _SQUARED or cluster in _HANJA_NUMERALS:
        return _SQUARED.get(cluster) or _HANJA_NUMERALS[cluster]
    return _compatible(cluster.translate(_SINGLE))


def _compatible(character: str) -> str:
    """Its plain form; nothing for what is not seen, such as a zero-width space or a change of direction."""
    if unicodedata.category(character) in {"Cf", "Mn"}:
        return ""
    digit = (
        unicodedata.digit(character, None) if character in _LOWERED else unicodedata.decimal(character, None)
    )
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    # A circled number or a vulgar fraction must not run into its neighbours.
    return f" {plain.replace('⁄', '/')} " if plain != character and plain[:1].isdigit() else plain


def mask(text: str, start: int, end: int) -> str:
    """`text` with text[start:end] hidden from every pattern."""
    return text[:start] + "\x01" * (end - start) + text[end:]


# Enough for the longest qualifier with its filler words ("an amount of no more than about").
_REACH = 40


def before(form: re.Pattern[str], text: str, place: int) -> re.Match[str] | None:
    """What a form that ends in "$" finds right before `place`; looking further costs time."""
    return form.search(text, max(0, place - _REACH), place)
