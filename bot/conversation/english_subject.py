"""Says what an English question is about, and whether its answer names something new."""

from __future__ import annotations

import re

from bot.conversation.english import ASKS, HELPS, without_opener
from bot.text.names import name_phrases

_I = re.IGNORECASE
_FRAME = re.compile(
    rf"\bhow (?:large|big|high|long|old|far|often|much|many)\b|\b{ASKS}(?:['’]s)?\b|\b{HELPS}\b|"
    r"\b(?:it|its|they|them|theirs?|he|him|his|she|hers?)\b",
    _I,
)
# "Which countries founded the DEPA" is about the DEPA: its answer names the countries.
_ASKED = re.compile(
    rf"^(?:who|(?:which|what)(?: (?!{HELPS}\b)\w+){{1,2}}?)\s+(?!{HELPS}\b)\w+\s+"
    r"(?=(?:the|a|an)\s|(?-i:[A-Z]))",
    _I,
)
_FOR_A_NAME = re.compile(rf"^(?:\w+ )?(?:who|whom|whose|which)\b|^what (?!{HELPS}\b)\w+", _I)
_FOR_A_PERSON = re.compile(r"^(?:\w+ )?(?:who|whom|whose)\b", _I)
_WHO_IS = re.compile(r"^(?:who|what|which) (?:is|are|was|were)\s+(?:the )?", _I)


def content_of(text: str) -> str:
    """What a question is about: its words without those that ask, help or point."""
    asked, _ = without_opener(text)
    asked = _FRAME.sub(" ", _ASKED.sub("", asked))
    return re.sub(r"\s+", " ", asked).strip(" ?.!,;")


def detail_of(text: str) -> str:
    """What a question says, for one that asks for a detail more."""
    return content_of(text)


def asks_for_a_name(text: str) -> bool:
    """Whether the answer to `text` names somebody or something that the question does not."""
    asked, _ = without_opener(text)
    who_is = _WHO_IS.match(asked)
    names = name_phrases(asked)
    if who_is and names and asked[who_is.end() :].startswith(names[0]):
        return False
    return bool(_FOR_A_NAME.match(asked))


def asks_for_a_person(text: str) -> bool:
    """Whether `text` asks who."""
    return bool(_FOR_A_PERSON.match(without_opener(text)[0]))
