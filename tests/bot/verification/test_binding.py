"""Figures, names and words are found with their type, their place and what stands around them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.verification.binding import Item, find_crossed_pair
from tests.bot.verification.parts import items


def types(text: str) -> list[tuple[str, str]]:
    """Each item's type, and its key or the words of its figure."""
    return [(each.type.strip(), each.fact.words if each.fact else each.key) for each in items(text)]


def item(text: str) -> Item:
    (found,) = items(text)
    return found


def test_each_thing_has_its_type() -> None:
    assert types("Lee Jae Myung met the Ministry of Science and ICT in Seoul on 2 March 2026.") == [
        ("person", "&lee jae myung"),
        ("word", "meet"),
        ("body", "&ministry of science and ict"),
        ("place", "@seoul"),
        ("date", "2 March 2026"),
    ]


def test_who_is_in_no_document_by_two_scripts_is_a_person_all_the_same() -> None:
    assert types("Jane Doe spoke.") == [("person", "&jane doe"), ("word", "speak")]


def test_a_plan_with_a_name_is_neither_a_person_nor_a_body() -> None:
    assert [item_type for item_type, _ in types("National AI Plan")] == ["word"]


def test_a_short_name_is_the_same_as_the_long_one() -> None:
    assert item("MSIT").is_same(item("Ministry of Science and ICT"))
    assert item("MSIT").is_same(item("과학기술정보통신부"))
    assert not item("MSIT").is_same(item("Lee Jae Myung"))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("USD 300 million", "3억 달러", True),
        ("March 2026", "2 March 2026", True),
        ("2 March 2026", "March 2026", False),
        ("USD 300 million", "USD 30 million", False),
    ],
)
def test_a_figure_is_the_same_by_its_value(one: str, other: str, is_same: bool) -> None:
    assert item(one).is_same(item(other)) is is_same


def test_the_end_of_a_clause_sets_words_three_further_apart() -> None:
    within = [a.distance(b) for a, b in pairwise(items("ferry fund"))]
    across = [a.distance(b) for a, b in pairwise(items("ferry, fund"))]
    assert (within, across) == ([1], [4])


def test_what_stands_nearer_weighs_more() -> None:
    around = items("harbour ferry fund")[0].around
    # One word away, and two.
    assert list(around.values()) == [1.0, 0.5]


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
