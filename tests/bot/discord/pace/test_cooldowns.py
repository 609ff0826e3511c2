"""A person, a channel and a server each ask so often in a minute, and no oftener."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.pace.cooldowns import Cooldowns

KIM, LEE, DESK, HALL, HARBOUR = 1, 2, 10, 11, 100


@dataclass
class Clock:
    """Seconds, as they are set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Limits:
    """Small ones, so that they are met soon."""

    user_per_minute: int = 2
    channel_per_minute: int = 3
    server_per_minute: int = 4


def test_a_person_waits_until_the_first_of_the_minute_is_a_minute_old() -> None:
    clock = Clock()
    cooldowns = Cooldowns(Limits(), clock)
    assert cooldowns.take(KIM, DESK, HARBOUR) == 0
    clock.now = 20
    assert cooldowns.take(KIM, HALL, None) == 0
    clock.now = 25
    assert cooldowns.take(KIM, DESK, HARBOUR) == 35  # 0 + 60 - 25
    assert cooldowns.take(LEE, DESK, HARBOUR) == 0
    clock.now = 60
    assert cooldowns.take(KIM, DESK, HARBOUR) == 0
    assert cooldowns.take(KIM, DESK, HARBOUR) == 20  # 20 + 60 - 60


def test_the_longest_of_the_waits_is_told() -> None:
    clock = Clock()
    cooldowns = Cooldowns(Limits(), clock)
    for at, person in ((0, 3), (10, KIM), (30, KIM)):  # the channel's three, of which two are Kim's
        clock.now = at
        assert cooldowns.take(person, DESK, None) == 0
    assert cooldowns.take(LEE, DESK, None) == 30  # the channel: 0 + 60 - 30
    assert cooldowns.take(KIM, DESK, None) == 40  # the person: 10 + 60 - 30
    assert cooldowns.take(KIM, HALL, None) == 40
    assert cooldowns.take(LEE, HALL, None) == 0


def test_a_server_counts_all_its_channels_and_direct_messages_none() -> None:
    cooldowns = Cooldowns(Limits(), Clock())
    for person in range(4):
        assert cooldowns.take(person, 20 + person, HARBOUR) == 0
    assert cooldowns.take(8, 30, HARBOUR) == 60
    assert cooldowns.take(8, 30, None) == 0


def test_a_question_that_has_to_wait_counts_nowhere() -> None:
    clock = Clock()
    cooldowns = Cooldowns(Limits(user_per_minute=1, channel_per_minute=2), clock)
    assert cooldowns.take(KIM, DESK, HARBOUR) == 0
    assert [cooldowns.take(KIM, DESK, HARBOUR) for _ in range(9)] == [60] * 9
    assert cooldowns.take(LEE, DESK, HARBOUR) == 0


def test_whoever_has_not_asked_for_a_minute_is_not_remembered() -> None:
    clock = Clock()
    cooldowns = Cooldowns(Limits(), clock)
    for person in range(1_000):
        clock.now = person / 10
        cooldowns.take(person, 5_000 + person, person)
    # The last at 99.9 s; who asked at 39.9 s or before has left.
    for kept in (cooldowns._users, cooldowns._channels, cooldowns._servers):
        assert len(kept._ends) == 600


def test_no_more_are_remembered_than_was_said() -> None:
    cooldowns = Cooldowns(Limits(), Clock(), most=50)
    for person in range(1_000):
        cooldowns.take(person, person, person)
    assert [len(each._ends) for each in (cooldowns._users, cooldowns._channels, cooldowns._servers)] == [
        50
    ] * 3
    assert cooldowns.take(999, 1, 1) == 0
    assert cooldowns.take(999, 1, 1) == 60


Asked = st.tuples(
    st.integers(0, 30), st.sampled_from([KIM, LEE, 3]), st.sampled_from([DESK, HALL]), st.just(HARBOUR)
)


@given(st.lists(Asked, max_size=60))
def test_in_no_minute_more_is_taken_and_the_wait_is_exact(asked: list[tuple[int, int, int, int]]) -> None:
    clock, limits, taken = Clock(), Limits(), list[tuple[float, tuple[int, ...]]]()
    cooldowns = Cooldowns(limits, clock)
    most = {0: limits.user_per_minute, 1: limits.channel_per_minute, 2: limits.server_per_minute}
    for pause, *who in asked:
        clock.now += pause
        wait_s = cooldowns.take(*who)
        in_window = [then for at, then in taken if at > clock.now - 60]
        is_full = any(sum(then[n] == who[n] for then in in_window) >= most[n] for n in most)
        assert (wait_s > 0) == is_full
        if not is_full:
            taken.append((clock.now, tuple(who)))
            continue
        later = [then for at, then in taken if at > clock.now + wait_s - 60]
        assert all(sum(then[n] == who[n] for then in later) < most[n] for n in most)
