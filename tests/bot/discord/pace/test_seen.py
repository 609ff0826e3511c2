"""An id is new once, as long as it is remembered, and only so many are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.pace.seen import Seen
from tests.bot.discord.pace.test_cooldowns import Clock


def test_an_id_comes_for_the_first_time_once() -> None:
    seen = Seen(10, Clock())
    assert [seen.first(each) for each in (1, 2, 1, 2, 3)] == [True, True, False, False, True]


def test_it_is_forgotten_when_it_cannot_come_again() -> None:
    clock = Clock()
    seen = Seen(10, clock, keep_s=900)
    assert seen.first(1)
    clock.now = 899
    assert not seen.first(1)
    clock.now = 900
    assert seen.first(1)


def test_the_oldest_goes_where_there_are_too_many() -> None:
    seen = Seen(2, Clock())
    assert [seen.first(each) for each in (1, 2, 3, 2, 1)] == [True, True, True, False, True]


@given(st.lists(st.integers(0, 20), max_size=200), st.integers(1, 10))
def test_of_the_latest_none_is_taken_for_new(ids: list[int], most: int) -> None:
    seen, new = Seen(most, Clock()), list[int]()
    for each in ids:
        assert seen.first(each) == (each not in new[-most:])
        if each not in new[-most:]:
            new.append(each)
        assert len(seen._taken) <= most
