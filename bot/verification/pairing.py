"""Tells whether a sentence pairs what its evidence pairs otherwise: a person with a body, 3 with "against".

"3 against and 1 abstention" holds every word of "1 against and 3 abstentions". So where the sentence puts two
things next to each other, the evidence must not put each of them next to another of the same sort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.verification.items import WORD, Item

# What stands further apart, in words, is no pair.
_REACH = 4

Same = Callable[[Item, Item], bool]


def crossed(claim: Sequence[Item], evidence: Sequence[Sequence[Item]], same: Same) -> Item | None:
    """An item of the claim that each text of the evidence which has it pairs with another, if there is one.

    `same` tells whether an item of the claim is one of the evidence. A figure is paired with words and names,
    a name with names of another sort only: which word it is nearest to depends on the order of words.
    """
    for one, other in _pairs(claim):
        if any(_are_crossed(one, other, text, same) for text in evidence) and not any(
            _together(one, other, text, same) for text in evidence
        ):
            return one
    return None


def _pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Each two items that stand nearest to each other of their sorts."""
    for one in items:
        for other in items:
            may_pair = one.fact is not None or WORD not in {one.sort, other.sort}
            if may_pair and one.sort not in {WORD, other.sort} and _are_paired(one, other, items):
                yield one, other


def _together(one: Item, other: Item, text: Sequence[Item], same: Same) -> bool:
    ones, others = _like(one, text, same), _like(other, text, same)
    return any(_is_nearest(a, b, text) or _is_nearest(b, a, text) for a in ones for b in others)


def _are_crossed(one: Item, other: Item, text: Sequence[Item], same: Same) -> bool:
    """Whether a text pairs both items, each with another one of the sort of the other."""
    ones, others = _like(one, text, same), _like(other, text, same)
    return any(_has_another(each, others, other.sort, text) for each in ones) and any(
        _has_another(each, ones, one.sort, text) for each in others
    )


def _like(item: Item, text: Sequence[Item], same: Same) -> list[Item]:
    return [each for each in text if each.sort == item.sort and same(item, each)]


def _has_another(item: Item, these: Sequence[Item], sort: str, text: Sequence[Item]) -> bool:
    """Whether a text pairs an item with one of a sort that is none of `these`."""
    return any(each.sort == sort and each not in these and _are_paired(item, each, text) for each in text)


def _are_paired(one: Item, other: Item, text: Sequence[Item]) -> bool:
    """Whether no item of its sort is nearer to the one than the other, and the other way round."""
    return _is_nearest(one, other, text) and _is_nearest(other, one, text)


def _is_nearest(one: Item, other: Item, text: Sequence[Item]) -> bool:
    """Whether nothing of its sort is nearer to the one than the other."""
    return one.distance(other) <= min(_nearest(one, other.sort, text), _REACH)


def _nearest(item: Item, sort: str, text: Sequence[Item]) -> int:
    apart = (item.distance(each) for each in text if each.sort == sort and each is not item)
    return min(apart, default=_REACH)
