"""Cuts a sentence of English or Korean into its clauses, roughly: each is compared with its own evidence."""

from __future__ import annotations

import re

_CUT = re.compile(
    r",(?!\d)|[;:\n—|]|\s[–-]\s|\.\s|\b(?:and|but|whereas|while|although|though|which|who|because|since(?!\s+(?:\d|[A-Z]))|unless|so\s+that"
    r"|instead)\b|(?<=지만)\s|(?<=으나)\s|(?<=[으하이]며)\s|(?<=[하되이]고)\s|(?<=었고)\s|(?<=았고)\s|(?<=였고)\s|(?<=거나)\s|(?<=라)\s(?=[가-힣])",
    re.IGNORECASE,
)


def clause_spans(text: str) -> list[tuple[int, int]]:
    """The ranges of the clauses, in order, none empty."""
    cuts = [match.span() for match in _CUT.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]
