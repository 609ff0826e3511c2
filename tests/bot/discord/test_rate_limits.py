"""A person, a channel and a server each ask so often in a minute, and an event is taken once."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.rate_limits import RateLimits, SeenIds
from bot.discord.settings import DiscordSettings

KIM, LEE, DESK, HALL, HARBOUR = 1, 2, 10, 11, 100
SMALL = DiscordSettings(user_per_minute=2, channel_per_minute=3, server_per_minute=4)


@dataclass
class Clock:
    """Seconds, as they are set."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_person_waits_until_the_minute_that_the_first_question_began_is_over() -> None:
    clock = Clock()
    limits = RateLimits(SMALL, clock)
    assert limits.take(KIM, DESK, HARBOUR) == 0
    clock.now += 20
    assert limits.take(KIM, HALL, None) == 0
    clock.now += 5
    assert limits.take(KIM, DESK, HARBOUR) == 35  # 60 - 25
    assert limits.take(LEE, DESK, HARBOUR) == 0
    clock.now += 36
    assert limits.take(KIM, DESK, HARBOUR) == 0


def test_the_longest_of_the_waits_is_given() -> None:
    clock = Clock()
    limits = RateLimits(SMALL, clock)
    for pause, person in ((0, 3), (10, KIM), (20, KIM)):  # the channel's three, of which two are Kim's
        clock.now += pause
        assert limits.take(person, DESK, None) == 0
    assert limits.take(LEE, DESK, None) == 30  # the channel: 60 - 30
    assert limits.take(KIM, DESK, None) == 40  # the person: 10 + 60 - 30
    assert limits.take(KIM, HALL, None) == 40
    assert limits.take(LEE, HALL, None) == 0


def test_a_server_counts_all_its_channels_and_direct_messages_none() -> None:
    limits = RateLimits(SMALL, Clock())
    for person in range(4):
        assert limits.take(person, 20 + person, HARBOUR) == 0
    assert limits.take(8, 30, HARBOUR) == 60
    assert limits.take(8, 30, None) == 0


def test_a_question_that_has_to_wait_counts_nowhere() -> None:
    settings = SMALL.model_copy(update={"user_per_minute": 1, "channel_per_minute": 2})
    limits = RateLimits(settings, Clock())
    assert limits.take(KIM, DESK, HARBOUR) == 0
    assert [limits.take(KIM, DESK, HARBOUR) for _ in range(9)] == [60] * 9
    assert limits.take(LEE, DESK, HARBOUR) == 0


def test_whoever_has_not_asked_for_a_minute_is_not_remembered() -> None:
    clock = Clock()
    limits = RateLimits(SMALL, clock)
    for person in range(1_000):
        clock.now += 1
        limits.take(person, 5_000 + person, None)
    assert len(limits) <= 2 * 61  # those of the last minute: people and channels


def test_an_id_comes_for_the_first_time_once_while_it_is_remembered() -> None:
    clock = Clock(0.0)
    seen = SeenIds(clock, keep_s=900)
    assert [seen.is_first(number) for number in (1, 2, 1, 2, 3)] == [True, True, False, False, True]
    clock.now = 899
    assert not seen.is_first(1)
    clock.now = 900
    assert seen.is_first(1)


@given(st.lists(st.integers(0, 20), max_size=200), st.integers(1, 10))
def test_of_the_latest_ids_none_is_taken_for_new(ids: list[int], most: int) -> None:
    seen, new = SeenIds(Clock(), most=most), list[int]()
    for number in ids:
        assert seen.is_first(number) == (number not in new[-most:])
        if number not in new[-most:]:
            new.append(number)
        assert len(seen._taken) <= most
