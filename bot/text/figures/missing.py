"""Decides which facts of a sentence its evidence does not hold.

A fact is held if the evidence has one of the same kind, exact value and unit whose bound does not
contradict it.
A date is held by one that says at least as much ("March 2026" by "2 March 2026", never the reverse).
Money is held by money of the same currency only. A plain number is held by no quantity, sum or date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bot.text.figures.bounds import bounds_alike, contradict
from bot.text.figures.counts import common, comparable
from bot.text.figures.fact import Bound, Fact, Kind
from bot.text.figures.matching import covers
from bot.text.figures.scan import read_facts
from bot.text.word_lists import load_patterns

# Between two figures that must differ; "50-50" and "1:1" need not.
_JOINED = re.compile(r"\s?[~–]\s?|\s(?:to|or)\s|에서\s?|\s?또는\s")
# A small count that a writer may also find by counting names.
_MOST_COUNTED = 20


def missing_facts(sentence: str, evidence: str) -> tuple[Fact, ...]:
    """The facts of `sentence` that `evidence` does not hold, in order; empty if it holds all."""
    asked = read_facts(sentence)
    if not asked:
        return ()
    facts = read_facts(evidence)
    doubled = _doubled(sentence, asked)
    missing = tuple(fact for fact in asked if fact in doubled or not _is_held(fact, facts, asked))
    if not missing:
        return ()
    witnesses = tuple(witness for witness in _witnesses_in(evidence) if not _overlaps(witness, facts))
    held = (*facts, *witnesses)
    return tuple(fact for fact in missing if fact in doubled or not _is_held(fact, held, asked))


def _doubled(sentence: str, asked: tuple[Fact, ...]) -> list[Fact]:
    """The second of two like facts where a range or a choice must have two: "three to three years"."""
    return [
        second
        for first, second in pairwise(asked)
        if (first.kind, first.value, first.unit) == (second.kind, second.value, second.unit)
        and _must_differ(sentence, first, second)
    ]


def _must_differ(sentence: str, first: Fact, second: Fact) -> bool:
    between = sentence[first.end : second.start]
    return bool(_JOINED.fullmatch(between)) or (first.kind is Kind.DATE and between.strip() == "-")


def _overlaps(witness: Fact, facts: tuple[Fact, ...]) -> bool:
    return any(witness.start < fact.end and fact.start < witness.end for fact in facts)


def _is_held(fact: Fact, held: tuple[Fact, ...], asked: tuple[Fact, ...]) -> bool:
    candidates = [other for other in held if covers(other, fact)]
    if fact.prose and not candidates:
        return not any(_counts_otherwise(other, fact) for other in _unsaid(held, asked))
    agreeing = [other for other in candidates if not contradict(fact.bounds, other.bounds)]
    if len(agreeing) < len(candidates) and fact.bounds & {Bound.LOWER, Bound.UPPER}:
        agreeing = [other for other in agreeing if bounds_alike(fact.bounds, other.bounds)]
    if _names_another(fact, held):
        return any(other.kind is Kind.NAME for other in agreeing)
    if fact.kind is not Kind.NUMBER or not agreeing:
        return bool(agreeing)
    if _labels_another(fact, held, agreeing):
        return False
    if any(
        not other.nouns or not comparable(fact.nouns, other.nouns) or common(fact.nouns, other.nouns)
        for other in agreeing
    ):
        return True
    return not any(common(fact.nouns, other.nouns) for other in _unsaid(held, asked))


def _names_another(fact: Fact, held: tuple[Fact, ...]) -> bool:
    """Whether the evidence has the name that stands before the number, with a number in it ("GPT-4")."""
    labels = tuple(noun[1:] for noun in fact.nouns if noun[0] == "=")
    names = [str(other.value) for other in held if other.kind is Kind.NAME]
    return any(re.fullmatch(rf"{re.escape(label)}[\d.]+", name) for label in labels for name in names)


def _labels_another(fact: Fact, held: tuple[Fact, ...], agreeing: list[Fact]) -> bool:
    """Whether the evidence has what stands before the number ("Level") before other numbers only."""
    labels = {noun for noun in fact.nouns if noun[0] == "="}
    labelled = [other for other in held if other.kind is Kind.NUMBER and labels & set(other.nouns)]
    return bool(labelled) and not any(
        labels & set(other.nouns) or other.kind is not Kind.NUMBER for other in agreeing
    )


def _unsaid(held: tuple[Fact, ...], asked: tuple[Fact, ...]) -> list[Fact]:
    """The plain numbers of the evidence that the sentence does not give."""
    said = {fact.value for fact in asked if fact.kind is Kind.NUMBER}
    return [fact for fact in held if fact.kind is Kind.NUMBER and fact.value not in said]


def _counts_otherwise(held: Fact, fact: Fact) -> bool:
    """Whether the evidence gives another count for what the sentence calls "the two"."""
    if common(fact.nouns, held.nouns):
        return True
    if any(noun[0] == "@" for noun in fact.nouns) or comparable(fact.nouns, held.nouns):
        return False
    return isinstance(held.value, Fraction) and 2 < held.value <= _MOST_COUNTED


_PATTERNS = load_patterns("bot.text.figures", "missing")
_ONE = re.compile(_PATTERNS["one"], re.ASCII | re.IGNORECASE)
_FIRST = re.compile(_PATTERNS["first"], re.ASCII | re.IGNORECASE)
_SUBSTANCES = {"co2": re.compile(r"이산화탄소|carbon dioxide", re.IGNORECASE)}
_SECOND = re.compile(_PATTERNS["second"], re.ASCII | re.IGNORECASE)
_SPANS = {
    tuple(name.split("_")): re.compile(form, re.ASCII | re.IGNORECASE)
    for name, form in load_patterns("bot.text.figures", "spans").items()
}


def _witnesses_in(text: str) -> Iterator[Fact]:
    """Facts that a sentence may draw from the words of its evidence, beside the facts of that."""
    for match in _ONE.finditer(text):
        yield _fact(Kind.NUMBER, 1, "", match)
    for rank, form in ((1, _FIRST), (2, _SECOND)):
        for match in form.finditer(text):
            yield _fact(Kind.ORDINAL, rank, "", match)
    for name, form in _SUBSTANCES.items():
        for match in form.finditer(text):
            yield Fact(Kind.NAME, name, *match.span(), words=match.group())
    for (unit, count), form in _SPANS.items():
        for match in form.finditer(text):
            yield _fact(Kind.QUANTITY, int(count), unit, match)


def _fact(kind: Kind, value: int, unit: str, match: re.Match[str]) -> Fact:
    return Fact(kind, Fraction(value), *match.span(), unit, match.group())
