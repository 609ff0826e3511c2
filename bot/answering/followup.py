"""Gives a follow-up question the subject that it leaves out."""

from __future__ import annotations

import re

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


def with_subject(question: Question) -> str:
    """The question's text, led by the question before it where it leans on that."""
    if not question.turns or not _LEANS_BACK[question.language].search(question.text):
        return question.text
    return f"{question.turns[-1].strip()} {question.text}"
