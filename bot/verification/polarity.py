"""Tells whether a sentence denies what its evidence affirms, or affirms what that denies.

Negation is compared clause by clause: only the clauses that speak of the same thing count. A pair of
opposites ("mandatory" and "voluntary") counts as a denial too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.negation import clause_spans, denies_in
from bot.text.word_lists import load_lines
from bot.verification.analysis import AnalyzedText, Said

# A clause of so few words denies each of them.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: its words as they are compared, and whether it denies something."""

    tokens: frozenset[str]
    denies: bool


def clauses_of(reading: AnalyzedText) -> list[Clause]:
    """The clauses of a text that was read; one without words of its own goes with the one before it."""
    clauses: list[Clause] = []
    for start, end in clause_spans(reading.text):
        words = frozenset(term.key for term in reading.terms if start <= term.start < end)
        denies = denies_in(reading.text[start:end])
        if not words and clauses:
            clauses[-1] = Clause(clauses[-1].tokens, clauses[-1].denies or denies)
        elif words or denies:
            clauses.append(Clause(words, denies))
    return clauses


def contradicts(sentence: Sequence[Clause], evidence: Sequence[Clause], said: Said) -> bool:
    """Whether a clause of the sentence and a clause of the evidence about the same thing exclude each other.

    `said` gives those of the first words that the second ones say too.
    """
    return _is_opposed(sentence, evidence, said) or any(
        _is_denied(clause, evidence, said) for clause in sentence if clause.tokens
    )


def _is_denied(clause: Clause, evidence: Sequence[Clause], said: Said) -> bool:
    shared = {each: len(said(clause.tokens, each.tokens)) for each in evidence}
    if not clause.denies and _affirms_what_is_denied(clause, evidence, said):
        return True
    if clause.denies:
        return not any(each.denies and (count or not each.tokens) for each, count in shared.items())
    most = max((count for each, count in shared.items() if not each.denies), default=0)
    denied = [(each, count) for each, count in shared.items() if count and each.denies]
    return any(
        (count > max(most, 1)) or _is_mostly(each, clause, said, 0.7 if count == most else 1.0)
        for each, count in denied
    )


def _affirms_what_is_denied(clause: Clause, evidence: Sequence[Clause], said: Said) -> bool:
    """Whether a word of the clause stands only where the evidence denies it, next to another word of it."""
    affirmed = frozenset().union(*(each.tokens for each in evidence if not each.denies))
    rest = clause.tokens - set(said(clause.tokens, affirmed))
    return any(said(rest, each.tokens) and len(each.tokens) <= _FEW for each in evidence if each.denies)


def _is_mostly(part: Clause, of: Clause, said: Said, share: float) -> bool:
    """Whether most of what one clause says is said in the other."""
    return len(part.tokens) > 1 and len(said(part.tokens, of.tokens)) >= share * len(part.tokens)


def _is_opposed(sentence: Sequence[Clause], evidence: Sequence[Clause], said: Said) -> bool:
    """Whether the evidence has the opposite of a word of the sentence, where it speaks of the same."""
    ours = frozenset().union(*(clause.tokens for clause in sentence))
    theirs = frozenset().union(*(clause.tokens for clause in evidence))
    opposites = [pair for pair in _BOTH_WAYS if ours & pair[0] and theirs & pair[1] and not ours & pair[1]]
    lacking = [pair for pair in opposites if not theirs & pair[0]]
    if lacking and not any(clause.denies for clause in (*sentence, *evidence)):
        return True
    return any(_is_opposed_in(clause, evidence, opposites, said) for clause in sentence if clause.tokens)


def _is_opposed_in(clause: Clause, evidence: Sequence[Clause], opposites: Sequence[Pair], said: Said) -> bool:
    """Whether the nearest clauses of the evidence all have the opposite of a word, and not the word."""
    shares = [(len(said(clause.tokens, each.tokens)), each) for each in evidence if each.tokens]
    best = max((share for share, _ in shares), default=0)
    nearest = [each.tokens for share, each in shares if share == best and not each.denies]
    return (
        len(nearest) == sum(share == best for share, _ in shares) > 0
        and not clause.denies
        and any(
            clause.tokens & one and all(tokens & other and not tokens & one for tokens in nearest)
            for one, other in opposites
        )
    )


Pair = tuple[frozenset[str], frozenset[str]]
_OPPOSITES: tuple[Pair, ...] = tuple(
    (frozenset(left.split()), frozenset(right.split()))
    for left, right in (line.split("\t") for line in load_lines("bot.verification", "opposites.tsv"))
)
_BOTH_WAYS = (*_OPPOSITES, *((right, left) for left, right in _OPPOSITES))
