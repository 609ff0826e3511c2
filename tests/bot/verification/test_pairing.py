"""What stands together in the sentence must not stand apart, each with another, in its evidence."""

from __future__ import annotations

import pytest

from bot.verification.binding import Item, find_crossed_pair
from tests.bot.verification.parts import items

VOTES = "There were 1 vote against and 3 abstentions."
TALK = "Jane Doe of Seoul spoke, and Mary Roe of Busan listened."


def same(one: Item, other: Item) -> bool:
    return one.is_same(other)


def found(claim: str, *evidence: str) -> str | None:
    item = find_crossed_pair(items(claim), [items(each) for each in evidence], same)
    return None if item is None else item.fact.words if item.fact else item.key


@pytest.mark.parametrize(
    ("claim", "evidence", "item"),
    [
        ("There were 3 votes against and 1 abstention.", VOTES, "3"),
        ("Mary Roe of Seoul spoke, and Jane Doe of Busan listened.", TALK, "&mary roe"),
    ],
)
def test_what_is_paired_otherwise_is_found(claim: str, evidence: str, item: str) -> None:
    assert found(claim, evidence) == item


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (VOTES, VOTES),
        ("Mary Roe of Busan listened, and Jane Doe of Seoul spoke.", TALK),
        # Of one thing the evidence says nothing, so nothing is crossed.
        ("Jane Doe of Seoul spoke.", "Jane Doe spoke."),
    ],
)
def test_what_is_paired_alike_in_another_order_is_not(claim: str, evidence: str) -> None:
    assert found(claim, evidence) is None


def test_one_text_that_pairs_them_so_is_enough() -> None:
    crossing = "Mary Roe of Seoul spoke, and Jane Doe of Busan listened."
    assert found(crossing, TALK) is not None
    assert found(crossing, TALK, crossing) is None
