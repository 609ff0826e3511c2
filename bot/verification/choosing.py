"""Chooses the grounds that a sentence may rest on: one, or up to three that each say something of their own.

The figures of a sentence play no part in the choice: were they to lead it, a figure that another unit gives
of something else would bring that unit in, and stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.verification.coverage import Coverage, covered
from bot.verification.units import Claim, Units

# The next best start is tried where it is about as good as the best.
_AS_GOOD = 0.12
_STARTS = 4
_MOST = 3
_WHOLE_LIST_COSTS = 0.12
# How much a tenth of cosine similarity above the others weighs against shared words.
_MEANING, _MEANING_ACROSS = 1.0, 2.5
# What a further unit must add, as a share of the sentence's words and in words.
_OWN_SHARE, _OWN_WORDS = 0.12, 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """Grounds by their places in the units, and how far they and their headings cover the sentence."""

    members: tuple[int, ...]
    coverage: Coverage
    nearness: float
    margin: float
    across: bool


def choose(claim: Claim, units: Units, numbers: Sequence[int]) -> list[Chosen]:
    """The sets of grounds to try, the best first; empty where the cited sources have none."""
    open_ = units.of(numbers)
    if not open_:
        return []
    near = units.nearness(claim)
    means = {
        korean: _mean([float(near[i]) for i in range(len(near)) if units.korean[i] is korean])
        for korean in (True, False)
    }
    margins = {i: float(near[i]) - means[units.korean[i]] for i in open_}
    scores = {i: _score(claim, units, i, margins[i]) for i in open_}
    starts = sorted(open_, key=lambda i: -scores[i])
    starts = [i for i in starts[:_STARTS] if scores[i] >= scores[starts[0]] - _AS_GOOD]
    return [_grown(claim, units, start, open_, (near, margins)) for start in starts]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _score(claim: Claim, units: Units, number: int, margin: float) -> float:
    own = covered(claim.words, [units.told[number]], units.lexicon).share
    whole = covered(claim.words, [units.told[number], units.place[number]], units.lexicon).share
    weight = _MEANING_ACROSS if units.korean[number] is not claim.is_korean else _MEANING
    cost = _WHOLE_LIST_COSTS if units.grounds[number].is_list else 0.0
    return own + 0.3 * (whole - own) + weight * margin - cost


def _grown(claim: Claim, units: Units, start: int, open_: Sequence[int], meaning: tuple) -> Chosen:  # type: ignore[type-arg]
    near, margins = meaning
    members = [start]
    while len(members) < _MOST:
        further = _further(claim, units, members, open_)
        if further is None:
            break
        members.append(further)
    words = [units.told[i] for i in members] + [units.place[i] for i in members]
    return Chosen(
        tuple(sorted(members)),
        covered(claim.words, words, units.lexicon),
        max(float(near[i]) for i in members),
        max(margins[i] for i in members),
        any(units.korean[i] is not claim.is_korean for i in members),
    )


def _further(claim: Claim, units: Units, members: Sequence[int], open_: Sequence[int]) -> int | None:
    """The ground that adds the most, if it adds enough."""
    before = covered(claim.words, [units.told[i] for i in members], units.lexicon)
    best, most = None, _OWN_SHARE
    for i in open_:
        if i in members or units.grounds[i].is_list:
            continue
        after = covered(claim.words, [units.told[j] for j in (*members, i)], units.lexicon)
        own = after.share - before.share
        if own > most and len(after.said - before.said) >= _OWN_WORDS:
            best, most = i, own
    return best
