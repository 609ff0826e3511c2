"""The facts of the kind that a question wants in a piece of evidence, and how those of two compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.answering.wants import Want
from bot.models import Evidence
from bot.text.figures import Fact, Kind, facts_in
from bot.text.figures.bounds import contradict
from bot.text.figures.matching import covers, exclude_each_other

_AMOUNTS = {Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.QUANTITY, Kind.NUMBER}
_TIMES = {Kind.DATE, Kind.TIME}
_DURATIONS = {"month", "day", "second"}
_ROUGHLY = re.compile(
    r"\b(?:about|around|nearly|approximately|almost|roughly|some|close to|or so)\b"
    r"|(?<![가-힣])(?:약|대략)(?![가-힣])|가량|정도|\d여",
    re.IGNORECASE,
)
# Two rough figures nearer to each other than this may be one.
_ROUGH = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a piece of evidence, those of them that are `wanted`, and whether they are rough."""

    facts: tuple[Fact, ...]
    wanted: tuple[Fact, ...]
    is_rough: bool


def told_by(evidence: Evidence, wants: frozenset[Want]) -> Told:
    """The facts of the quote; wanted are those of the span where there is one, else of the whole quote."""
    quote = evidence.quote
    facts = facts_in(quote)
    start, end = (0, len(quote))
    if evidence.span is not None:
        start, end = (each - evidence.start for each in evidence.span)
    inside = tuple(fact for fact in facts if fact.start < end and start < fact.end)
    return Told(facts, _of_kind(inside, wants), _ROUGHLY.search(quote) is not None)


def say_the_same(one: Told, other: Told) -> bool:
    """Whether both tell the same facts of the wanted kind, at least one and none besides."""
    if not one.wanted or not other.wanted:
        return False
    return all(_is_in(each, other.wanted) for each in one.wanted) and all(
        _is_in(each, one.wanted) for each in other.wanted
    )


def differing(one: Told, other: Told) -> tuple[Fact, Fact] | None:
    """The two facts of one kind and unit that cannot both be right, where each tells just one of the kind."""
    for fact in one.wanted:
        alike = [_alike(fact, told.wanted) for told in (one, other)]
        if [len(each) for each in alike] != [1, 1]:
            continue
        rival = alike[1][0]
        is_near = _is_rounded(fact, rival) or ((one.is_rough or other.is_rough) and _is_near(fact, rival))
        if fact.bounds == rival.bounds and exclude_each_other(fact, rival) and not is_near:
            return fact, rival
    return None


def _of_kind(facts: Sequence[Fact], wants: frozenset[Want]) -> tuple[Fact, ...]:
    """The facts of the wanted kinds; a span of time where an amount is wanted too, or no date is told."""
    times = [fact for fact in facts if fact.kind in _TIMES]
    if Want.TIME in wants and Want.AMOUNT not in wants:
        return tuple(times or [fact for fact in facts if _is_duration(fact)])
    if Want.TIME in wants:
        return tuple(fact for fact in facts if _is_duration(fact)) or tuple(times)
    if Want.AMOUNT in wants:
        return tuple(fact for fact in facts if fact.kind in _AMOUNTS)
    return ()


def _is_duration(fact: Fact) -> bool:
    return fact.kind is Kind.QUANTITY and fact.unit in _DURATIONS


def _alike(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    return [each for each in facts if (each.kind, each.unit) == (fact.kind, fact.unit)]


def _is_in(fact: Fact, facts: Sequence[Fact]) -> bool:
    return any(_is_equal(fact, each) for each in facts)


def _is_equal(one: Fact, other: Fact) -> bool:
    """Whether each holds the other: a month is not a day in it, nor "at least" a figure "at most" it."""
    return covers(one, other) and covers(other, one) and not contradict(one.bounds, other.bounds)


def _is_rounded(one: Fact, other: Fact) -> bool:
    """Whether one figure is the other with fewer digits."""
    values = one.value, other.value
    if not isinstance(values[0], Fraction) or not isinstance(values[1], Fraction):
        return False
    return _is_rounding(values[0], values[1]) or _is_rounding(values[1], values[0])


def _is_rounding(short: Fraction, long: Fraction) -> bool:
    step = _last_digit(short)
    return step > 1 and abs(long - short) <= step / 2 and _last_digit(long) < step


def _last_digit(value: Fraction) -> Fraction:
    """What the last digit but the noughts at the end stands for: 1,000 for 52,000; 0 for 0."""
    step = Fraction(1)
    while value and value.denominator == 1 and (value / (step * 10)).denominator == 1:
        step *= 10
    return step if value else Fraction(0)


def _is_near(one: Fact, other: Fact) -> bool:
    if not isinstance(one.value, Fraction) or not isinstance(other.value, Fraction):
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    return high <= low * _ROUGH
