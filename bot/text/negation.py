"""Clauses of a sentence in English or Korean, and whether they deny something."""

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


_NEGATIVE = re.compile(
    r"\b(?:(?:not|no)(?!\s+(?:exceed|more\s+than|later\s+than|less\s+than|longer\s+than|fewer))|never|neither|nor|none|nobody|nothing|nowhere|without|cannot|can't|fails?\s+to|failed\s+to|failure\s+to"
    r"|refus(?:e|es|ed)\s+to|unable|lacks?|lacked|lacking|absence\s+of|yet\s+to|far\s+from|rather\s+than|unlikely|non|(?:leav(?:e|es|ing)|left)\b(?:\s+\S+){0,8}?\s+open|silent|wrong|false|untrue|incorrect|ignor(?:e|es|ed|ing))\b"
    r"|n['’]t\b|\bun(?:clear|explained|known|named|confirmed|changed|affected|related|limited|available|binding)\b"
    r"|\bnon-?\w+"
    r"|(?:지|은|는|도|를|을)\s*않|않(?:는|은|았|았다|으|고|다|을|아|습)|아니(?:다|라|며|고|었|한|하|면|지|라고|할|ㄴ)|아닌|아닙|없(?:다|는|이|었|으|고|음|을|어|습)"
    r"|못(?:하|한|했|할|함|된)|(?<![가-힣])못\s|(?<![가-힣])안\s(?=[가-힣])|불가(?:능|피)?|미(?:정|비|확정|공개|포함|지정|정의)(?![가-힣]*하)"
    r"|(?<![가-힣])비(?:강제|의무|구속|공개)|무관|거짓|틀리|틀린|잘못|사실과\s다르",
    re.IGNORECASE,
)
_BANS = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbad\w*|bars|barred|outlaw\w*)\b|금지", re.IGNORECASE
)


def denies_in(text: str) -> bool:
    """Whether `text` has an odd number of negations; a ban counts as one."""
    return (len(_NEGATIVE.findall(text)) + len(_BANS.findall(text))) % 2 == 1
