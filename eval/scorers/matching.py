"""Whether a text holds what is required: words in any case and spacing, values in any form, patterns."""

from __future__ import annotations

import re
import unicodedata

from bot.text.figures import facts_in, missing_facts
from eval.datasets.requirement import AllOf, AnyOf, Pattern, Requirement, Value


def holds(text: str, wanted: Requirement) -> bool:
    """Whether the text holds it.

    A value is compared as the answers' own guard compares figures; one that is no figure is taken as words.
    """
    if isinstance(wanted, str):
        return _has_words(text, wanted)
    if isinstance(wanted, Value):
        if not facts_in(wanted.value):
            return _has_words(text, wanted.value)
        return not missing_facts(wanted.value, text)
    if isinstance(wanted, Pattern):
        return re.search(wanted.pattern, _composed(text), re.IGNORECASE) is not None
    if isinstance(wanted, AnyOf):
        return any(holds(text, each) for each in wanted.any)
    return all(holds(text, each) for each in wanted.all)


def in_words(wanted: Requirement) -> str:
    """The requirement as a person would say it."""
    if isinstance(wanted, str):
        return f"“{wanted}”"
    if isinstance(wanted, Value):
        return wanted.value
    if isinstance(wanted, Pattern):
        return f"/{wanted.pattern}/"
    if isinstance(wanted, AnyOf):
        return " or ".join(in_words(each) for each in wanted.any)
    if isinstance(wanted, AllOf):
        return " and ".join(in_words(each) for each in wanted.all)
    raise TypeError(wanted)


def _has_words(text: str, words: str) -> bool:
    """Whether the words stand in it one after the other, not within a longer word of Latin letters.

    Korean is compared without spaces, which are set by taste and behind which particles follow.
    """
    if any("가" <= each <= "힣" for each in words):
        return _squeezed(words) in _squeezed(text)
    plain = re.escape(" ".join(_composed(words).casefold().split()))
    begins, ends = (
        r"(?<![a-z0-9])" if words[:1].isalnum() else "",
        r"(?![a-z0-9])" if words[-1:].isalnum() else "",
    )
    return re.search(begins + plain + ends, " ".join(_composed(text).casefold().split())) is not None


def _squeezed(text: str) -> str:
    return "".join(_composed(text).casefold().split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
