"""Asks an earlier question of something else: puts another name in the place of the one that stands in it."""

from __future__ import annotations

import re

from bot.conversation.korean import ASKS
from bot.conversation.places import PLACE
from bot.text.names import name_phrases
from ingest.language.hangul import ending_of

_PREPOSITION = re.compile(
    r"^(in|for|at|of|from|by|with|on|to|under|according to|during|after|before)\s+", re.IGNORECASE
)
_PHRASE = (
    r"(?:the\s+)?[\w'’.&-]+(?:\s+(?!(?:in|for|at|of|from|by|with|on|to|under|according)\b)[\w'’.&-]+){0,5}"
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_OWNS = re.compile(r"['’]s$")
_KOREAN_PREPOSITION = re.compile(r"(에서|에게|으로|로|에)$")
_PARTICLE = re.compile(r"(은|는|이|가|을|를|와|과)(?=\s)")
# The particles that differ after a consonant and after a vowel.
_PAIRS = {
    "은": "은는",
    "는": "은는",
    "이": "이가",
    "가": "이가",
    "을": "을를",
    "를": "을를",
    "과": "과와",
    "와": "과와",
}


def exchanged(earlier: str, other: str) -> str:
    """The question `earlier` with `other` in its place; empty where nothing in it takes such a place."""
    if re.search(r"[가-힣]", other):
        return _in_korean(earlier, other)
    return _in_english(earlier, other)


def _in_english(earlier: str, other: str) -> str:
    preposition = _PREPOSITION.match(other)
    if preposition:
        same = re.search(rf"\b{preposition.group(1)}\s+{_PHRASE}", earlier, re.IGNORECASE)
        if same and (name_phrases(same.group()) or not name_phrases(other)):
            return _with(earlier, same.span(), other)
        other = other[preposition.end() :]
    name = _OWNS.sub("", _ARTICLE.sub("", other))
    if PLACE.fullmatch(name):
        place = PLACE.search(earlier)
        return _with(earlier, place.span(), name) if place else ""
    names = [_OWNS.sub("", each) for each in name_phrases(earlier)]
    if not names or not name_phrases(name, may_begin=True):
        return ""
    at = earlier.rindex(names[-1])
    return _with(earlier, (at, at + len(names[-1])), name)


def _in_korean(earlier: str, other: str) -> str:
    if PLACE.fullmatch(other):
        place = PLACE.search(earlier)
        return _with(earlier, place.span(), other) if place else ""
    ends = _KOREAN_PREPOSITION.search(other)
    particle = ends.group() if ends else ""
    topic = "(?:은|는)?" if particle else "(?:은|는|이|가)"
    for match in re.finditer(rf"(\S+?{particle}){topic}(?=\s)", earlier):
        if not re.match(ASKS, match.group(1)):
            return _with(earlier, match.span(1), other)
    return ""


def _with(text: str, span: tuple[int, int], other: str) -> str:
    """The text with `other` at `span`, and the Korean particle behind it as the sound asks for it."""
    after = text[span[1] :]
    particle = _PARTICLE.match(after)
    ending = ending_of(other[-1])
    if particle and ending is not None:
        after = _PAIRS[particle.group()][ending == 0] + after[1:]
    return text[: span[0]] + other + after
