"""Tells a statement from all else that a language model writes: lead-ins, headings, questions, talk."""

from __future__ import annotations

import re

from bot.verification.quotations import without_quotations
from bot.verification.streaming import LONGEST

_LEAD_IN = re.compile(r"[:：]$")
_QUESTION = re.compile(r"[?？]$")
_TALK = re.compile(
    r"^(?:here\s+(?:is|are)\b|sure\b|certainly\b|of\s+course\b|okay\b|yes\W|no\W+\w+\s*$|thank|please\b|sorry\b|hello\b"
    r"|not\s+stated\b|i\s+hope\b|let\s+me\b|note\s+that\s+i\b|네[,.]|예[,.]|아니요|물론|죄송|안녕|감사)"
    r"|\bI(?:['’]m|['’]ve|['’]ll)?\s+(?:am|can|cannot|can't|don't|do|have|hope|will|would|must|think|was|found|could)\b"
    r"|\b(?:my|mine|myself)\b|^you\s+are\b|(?<![가-힣])(?:당신|제\s+(?:생각|의견|견해))"
    r"|\bI['’](?:m|ve|ll|d)\b|\bas\s+an\s+ai\b|(?<![가-힣])(?:저는|제가|도와드리)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}|[가-힣]")


def is_statement(text: str) -> bool:
    """Whether `text`, without citation marks, states something that could be proved."""
    own = without_quotations(text)
    if not text or len(text) >= LONGEST or _LEAD_IN.search(text) or _QUESTION.search(text):
        return False
    return len(_WORDS.findall(text)) > 1 and _TALK.search(own.strip()) is None
