"""Tells whether a sentence puts two things in an order of time that its evidence does not give.

"A before B" is also "B after A", and "A followed B" is "A after B": so each such word is read as a direction
with what it refers to, its complement, which stands behind it in English and before it in Korean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.verification.reading import Reading

_MARKERS = re.compile(
    r"\b(?P<before>before|prior to|ahead of|earlier than|preced(?:es?|ed|ing)|followed by)\b"
    r"|\b(?P<after>after|following|follow(?:s|ed)|later than)\b"
    r"|\b(?P<sooner>beforehand|in advance)\b|\b(?P<later>afterwards|subsequently)\b"
    r"|(?P<전>(?<=기)\s?전에?(?=\s)|(?<!\d)(?<!\d[년월일주])\s전에|(?<=[가-힣])\s전(?=\s(?!세계|국민))|(?<![가-힣])이전에?"
    r"|(?:에|보다)\s?(?:앞서|먼저)|전날)"
    r"|(?P<후>(?<=[한된은친난운])\s?(?:후|뒤)(?!받침)|(?<=[가-힣])\s이후|다음\s?날|직후|(?:에|의)\s?뒤이어|거쳐)"
    r"|(?P<미리>미리|사전에)|(?P<나중>나중에)",
    re.IGNORECASE,
)
_IS_BEFORE = {"before", "sooner", "전", "미리"}
_ALONE = {"sooner", "later", "미리", "나중"}
_KOREAN = {"전", "후"}
_REACH = 6

Said = Callable[[Collection[str], Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Order:
    """A word of order: its direction, the words that it refers to, and the other words of its sentence."""

    words: str
    is_before: bool
    complement: frozenset[str]
    rest: frozenset[str]


def order_added_by(claim: Reading, evidence: Sequence[Reading], said: Said) -> str | None:
    """The word by which `claim` puts things in an order that no text of `evidence` gives, if there is one."""
    there = [order for reading in evidence for order in _orders(reading)]
    for order in _orders(claim):
        is_vague = not order.complement and not there
        if not is_vague and not any(_agrees(order, each, said) for each in there):
            return order.words
    return None


def _agrees(order: Order, other: Order, said: Said) -> bool:
    shared = bool(said(order.complement, other.complement))
    if order.is_before is other.is_before:
        return shared or not order.complement or not other.complement
    return not shared and bool(said(order.rest, other.complement))


def _orders(reading: Reading) -> Iterator[Order]:
    every = frozenset(reading.keys)
    for found in _MARKERS.finditer(reading.text):
        sort = str(found.lastgroup)
        is_alone = sort in _ALONE or reading.text.startswith(",", found.end())
        complement = frozenset() if is_alone else _complement(reading, found, before=sort in _KOREAN)
        yield Order(found.group().strip(), sort in _IS_BEFORE, complement, every - complement)


def _complement(reading: Reading, found: re.Match[str], *, before: bool) -> frozenset[str]:
    """The words next to a marker on its side."""
    if before:
        keys = [mark.key for mark in reading.marks if mark.start < found.start()][-_REACH:]
    else:
        keys = [mark.key for mark in reading.marks if mark.start >= found.end()][:_REACH]
    return frozenset(keys)
