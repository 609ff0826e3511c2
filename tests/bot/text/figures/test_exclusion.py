"""Two figures of one thing exclude each other where no value suits both."""

from __future__ import annotations

import pytest

from bot.text.figures import facts_in
from bot.text.figures.matching import exclude_each_other


def exclude(one: str, other: str) -> bool:
    (left,), (right,) = facts_in(one), facts_in(other)
    return exclude_each_other(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost USD 90 million.", "It cost USD 95 million."),
        ("It was signed on 2 March 2026.", "It was signed on 3 March 2026."),
        ("It was signed in March 2026.", "It was signed on 2 April 2026."),
        ("It starts in the first half of 2026.", "It starts in the second half of 2026."),
        ("It signed seven MOUs.", "It signed nine MOUs."),
        ("It took more than 100 days.", "It took 90 days."),
        ("The fine is at least KRW 30 million.", "The fine is up to KRW 30 million."),
        ("양해각서 7건을 체결하였다.", "양해각서 9건을 체결하였다."),
    ],
)
def test_they_do(one: str, other: str) -> None:
    assert exclude(one, other)
    assert exclude(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost USD 90 million.", "It cost KRW 90 million."),
        ("It cost USD 90 million.", "It cost USD 90 million."),
        ("It was signed in March 2026.", "It was signed on 2 March 2026."),
        ("It was signed in 2026.", "It was signed in March 2026."),
        ("It took more than 100 days.", "It took 150 days."),
        ("It took at least 100 days.", "It took at least 150 days."),
        ("It lasts from 2026.", "It lasts until 2030."),
        ("It signed seven MOUs.", "It has nine members."),
        ("It starts in the first half of 2026.", "It starts in the second half of 2027."),
    ],
)
def test_they_do_not(one: str, other: str) -> None:
    assert not exclude(one, other)
    assert not exclude(other, one)
