"""Tells whether a sentence denies what its evidence affirms, or affirms what that denies.

Negation is compared clause by clause: only the clauses that speak of the same thing count. A pair of
opposites ("mandatory" and "voluntary") counts as a denial too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

_NEGATIVE = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|nowhere|without|cannot|can't|fails?\s+to|failed\s+to|failure\s+to"
    r"|refus(?:e|es|ed)\s+to|unable|lacks?|lacked|lacking|absence\s+of|yet\s+to|far\s+from|rather\s+than|unlikely|non)\b"
    r"|n['’]t\b|\bun(?:clear|explained|known|named|confirmed|changed|affected|related|limited|available|binding)\b"
    r"|\bnon-?\w+"
    r"|(?:지|은|는|도|를|을)\s*않|않(?:는|은|았|았다|으|고|다|을|아|습)|아니(?:다|라|며|고|었|한|하|면|지|라고|할|ㄴ)|아닌|아닙|없(?:다|는|이|었|으|고|음|을|어|습)"
    r"|못(?:하|한|했|할|함|된)|(?<![가-힣])못\s|(?<![가-힣])안\s(?=[가-힣])|불가(?:능|피)?|미(?:정|비|확정|공개|포함|지정|정의)(?![가-힣]*하)"
    r"|(?<![가-힣])비(?:강제|의무|구속|공개)|무관",
    re.IGNORECASE,
)
_BANS = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbad\w*|bars|barred|outlaw\w*)\b|금지", re.IGNORECASE
)
_CUT = re.compile(
    r"[,;:()\n—]|\s[–-]\s|\.\s|\b(?:and|but|whereas|while|although|though|which|who|because|since|unless|so\s+that|instead)\b"
    r"|(?<=지만)\s|(?<=으나)\s|(?<=으며)\s|(?<=하며)\s|(?<=이며)\s|(?<=하고)\s|(?<=되고)\s|(?<=이고)\s|(?<=라)\s(?=[가-힣])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: its words as they are compared, and whether it denies something."""

    tokens: frozenset[str]
    denies: bool


Tokens = Callable[[str], Sequence[str]]


def clauses_of(text: str, tokens: Tokens) -> list[Clause]:
    """The clauses of `text`; one without words of its own goes with the one before it."""
    clauses: list[Clause] = []
    for piece in _CUT.split(text):
        words, denies = frozenset(tokens(piece)), denies_in(piece)
        if not words and clauses:
            clauses[-1] = Clause(clauses[-1].tokens, clauses[-1].denies or denies)
        elif words or denies:
            clauses.append(Clause(words, denies))
    return clauses


def denies_in(text: str) -> bool:
    """Whether `text` has an odd number of negations; a ban counts as one."""
    return (len(_NEGATIVE.findall(text)) + len(_BANS.findall(text))) % 2 == 1


def contradicts(
    sentence: Sequence[Clause],
    evidence: Sequence[Clause],
    said: Callable[[Collection[str], Collection[str]], Collection[str]],
) -> bool:
    """Whether a clause of the sentence and the clause of the evidence nearest to it differ in polarity.

    `said` gives those of the first words that the second ones say too.
    """
    if not any(each.denies for each in (*sentence, *evidence)):
        return False
    return any(_turned(clause, evidence, said) for clause in sentence if clause.tokens)


def _turned(
    clause: Clause,
    evidence: Sequence[Clause],
    said: Callable[[Collection[str], Collection[str]], Collection[str]],
) -> bool:
    shares = [(len(said(clause.tokens, each.tokens)), each) for each in evidence if each.tokens]
    best = max((share for share, _ in shares), default=0)
    if not best:
        return clause.denies and not any(each.denies for each in evidence)
    nearest = [each for share, each in shares if share == best]
    return all(each.denies is not clause.denies for each in nearest)
