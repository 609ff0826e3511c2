"""Gives a follow-up question the subject that it leaves out."""

from __future__ import annotations

import re

from bot.language import written_in
from bot.models import Language, Question

_LEANS_BACK = {
    Language.ENGLISH: re.compile(
        r"^\s*(?:and|but|so|then)\b|\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|"
        r"that (?:one|programme|program|fund|plan|law|act))\b",
        re.IGNORECASE,
    ),
    Language.KOREAN: re.compile(
        r"^\s*(?:그럼|그러면|그리고|그런데|또)|그것|그들|그의|그 (?:사업|펀드|법|계획|회사)|이것|거기"
    ),
}


def standalone(question: Question, most_chars: int) -> str:
    """The question's text, led by the questions before it as far back as it leans on them.

    Of those before, no more than `most_chars` characters are kept, the latest.
    """
    led = first = question.text
    for turn in reversed(question.turns):
        if not leans_back(first):
            break
        first = turn.question.strip()
        led = f"{first} {led}"
        if len(led) > most_chars + len(question.text):
            return led[-(most_chars + len(question.text)) :]
    return led


def leans_back(text: str) -> bool:
    """Whether the question `text` leaves something to the questions before it."""
    return bool(_LEANS_BACK[written_in(text)].search(text))
