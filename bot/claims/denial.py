"""Tells whether a claim and a ground that are otherwise the same deny each other."""

from __future__ import annotations

import re

from bot.claims.facing import Facing
from bot.verification.overreach import undone_by
from bot.verification.polarity import Clause, clauses_of, contradicts
from bot.verification.reading import Reading

_SAID_BACK = 0.75
# "Not in January but in May" denies one thing and says another.
_CONTRAST = re.compile(
    r"\b(?:rather than|instead|not only|but rather|but not|not\b[^.]*\bbut)\b|아니라|뿐만|뿐 아니라",
    re.IGNORECASE,
)
# Where the denial stands: in English before the word that is denied, in Korean behind it.
_BEFORE = re.compile(r"\b(?:not|no|never|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_BEHIND = re.compile(r"지(?:는|도|를)?\s?(?:않|못)|아니|아닌|아닙|없")


def deny_each_other(facing: Facing) -> bool:
    """Whether one of the two denies what the other says, or says the opposite, and all else is the same."""
    claim, ground = facing.compared.claim, facing.ground
    if undone_by(claim.text, facing.compared.told) or _CONTRAST.search(f"{claim.text}\n{ground.text}"):
        return False
    ours, theirs = claim.reading, ground.without_parts()
    one, other = _as_one(ours), _as_one(theirs)
    if (one.denies and other.denies) or not contradicts([one], [other], facing.compared.said):
        return False
    return (
        facing.said_back() >= _SAID_BACK
        and _is_said(facing, ours, other.tokens)
        and _is_said(facing, theirs, one.tokens)
    )


def _as_one(reading: Reading) -> Clause:
    """A whole sentence as one clause: what one part of it says is not set against what another says."""
    clauses = clauses_of(reading)
    return Clause(
        frozenset().union(*(each.tokens for each in clauses)),
        sum(each.denies for each in clauses) % 2 == 1,
    )


def _is_said(facing: Facing, reading: Reading, by: frozenset[str]) -> bool:
    """Whether the word that `reading` denies, if it denies one, is said by these words of the other one."""
    denied = _denied(reading)
    return denied is None or bool(facing.compared.said([denied], by))


def _denied(reading: Reading) -> str | None:
    marks = reading.marks
    if (found := _BEHIND.search(reading.text)) is not None:
        return next((mark.key for mark in reversed(marks) if mark.start < found.start()), None)
    if (found := _BEFORE.search(reading.text)) is not None:
        return next((mark.key for mark in marks if mark.start >= found.end()), None)
    return None
