"""Whether a text meets a requirement: words in any case and spacing, values in any form, patterns."""

from __future__ import annotations

import re
import unicodedata

from bot.text.figures import facts_in, missing_facts
from eval.datasets.case import AllOf, AnyOf, Pattern, Requirement, Value


def meets(text: str, requirement: Requirement) -> bool:
    """Whether the text meets it; values are compared as the answers' own guard compares figures."""
    match requirement:
        case str():
            return _has_words(text, requirement)
        case Value(value=value):
            return not missing_facts(value, text) if facts_in(value) else _has_words(text, value)
        case Pattern(pattern=pattern):
            return re.search(pattern, _normalise(text), re.IGNORECASE) is not None
        case AnyOf(any=options):
            return any(meets(text, option) for option in options)
        case AllOf(all=parts):
            return all(meets(text, part) for part in parts)


def describe(requirement: Requirement) -> str:
    match requirement:
        case str():
            return f"“{requirement}”"
        case Value(value=value):
            return value
        case Pattern(pattern=pattern):
            return f"/{pattern}/"
        case AnyOf(any=options):
            return " or ".join(map(describe, options))
        case AllOf(all=parts):
            return " and ".join(map(describe, parts))


def _has_words(text: str, words: str) -> bool:
    """Whether the words stand in it one after the other, not within a longer word of Latin letters.

    Korean is compared without spaces, whose use varies and behind which particles follow.
    """
    if any("가" <= letter <= "힣" for letter in words):
        return "".join(_fold(words).split()) in "".join(_fold(text).split())
    pattern = re.escape(" ".join(_fold(words).split()))
    start = r"(?<![a-z0-9])" if words[:1].isalnum() else ""
    end = r"(?![a-z0-9])" if words[-1:].isalnum() else ""
    return re.search(start + pattern + end, " ".join(_fold(text).split())) is not None


def _fold(text: str) -> str:
    return _normalise(text).casefold()


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
