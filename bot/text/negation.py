"""Clauses of a sentence in English or Korean, and whether they deny something."""

from __future__ import annotations

import re

from bot.text.word_lists import load_patterns

_PATTERNS = load_patterns("bot.text", "negation")
_CUT = re.compile(_PATTERNS["cut"], re.IGNORECASE)


def clause_spans(text: str) -> list[tuple[int, int]]:
    """The ranges of the clauses, in order, none empty."""
    cuts = [match.span() for match in _CUT.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


_NEGATIVE = re.compile(_PATTERNS["negative"], re.IGNORECASE)
_BANS = re.compile(_PATTERNS["bans"], re.IGNORECASE)


def denies_in(text: str) -> bool:
    """Whether `text` has an odd number of negations; a ban counts as one."""
    return (len(_NEGATIVE.findall(text)) + len(_BANS.findall(text))) % 2 == 1
