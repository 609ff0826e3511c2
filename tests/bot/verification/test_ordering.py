"""An order of time that the evidence does not give is found, and the same order in other words is not."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from bot.verification.wording import find_added_order
from tests.bot.verification.parts import read

LAW_FIRST = "The summit came after the law."


def added(claim: str, *evidence: str) -> str | None:
    def said(keys: Collection[str], others: Collection[str]) -> Collection[str]:
        return set(keys) & set(others)

    return find_added_order(read(claim), [read(each) for each in evidence], said)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The law passed before the summit.", LAW_FIRST),
        ("The law was followed by the summit.", LAW_FIRST),
        ("The summit followed the law.", LAW_FIRST),
        ("The law passed before the summit.", "The law passed prior to the summit."),
        ("정상회담 전에 법이 통과되었다.", "정상회담에 앞서 법이 통과되었다."),
        ("The law passed.", "The law and the summit."),
    ],
)
def test_the_same_order_in_other_words_is_given(claim: str, evidence: str) -> None:
    assert added(claim, evidence) is None


@pytest.mark.parametrize(
    ("claim", "evidence", "word"),
    [
        ("The law passed after the summit.", LAW_FIRST, "after"),
        ("The summit took place before the law.", LAW_FIRST, "before"),
        ("The law passed before the summit.", "The law and the summit.", "before"),
        ("The law passed before the summit.", "The law passed before the treaty.", "before"),
        ("정상회담 이후 법이 통과되었다.", "정상회담 전에 법이 통과되었다.", "이후"),
        ("조약 전에 법이 통과되었다.", "정상회담 전에 법이 통과되었다.", "전에"),
    ],
)
def test_another_order_is_told_by_its_word(claim: str, evidence: str, word: str) -> None:
    assert added(claim, evidence) == word


def test_one_text_that_gives_the_order_is_enough() -> None:
    assert added("The law passed before the summit.", "The law and the summit.", LAW_FIRST) is None


def test_a_word_that_refers_to_nothing_adds_nothing_where_nothing_is_ordered() -> None:
    assert added("The law passed beforehand.", "The law passed.") is None
