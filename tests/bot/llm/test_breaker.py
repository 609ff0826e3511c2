"""The breaker, step by step, on a clock that is moved by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.llm.breaker import Breaker, Permit


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def breaker(clock: _Clock) -> Breaker:
    return Breaker(3, 60.0, clock)


def admitted(breaker: Breaker) -> Permit:
    permit = breaker.admit()
    assert permit is not None
    return permit


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed(admitted(breaker))


def test_two_failures_of_three_leave_it_closed(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.admit()


def test_the_third_failure_in_a_row_opens_it(breaker: Breaker) -> None:
    fail(breaker, 3)
    assert breaker.admit() is None


def test_a_success_between_failures_breaks_the_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.succeeded(admitted(breaker))
    fail(breaker, 2)
    assert breaker.admit()


def test_it_rests_as_long_as_it_is_told(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 59.9
    assert breaker.admit() is None
    clock.now += 0.1
    assert breaker.admit()


def test_after_its_rest_one_call_is_tried_at_a_time(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 60
    assert breaker.admit()
    assert breaker.admit() is None


def test_a_trial_that_succeeds_closes_it(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 60
    breaker.succeeded(admitted(breaker))
    assert breaker.admit()
    assert breaker.admit()
    fail(breaker, 2)
    assert breaker.admit()


def test_a_trial_that_fails_opens_it_for_another_rest(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 60
    fail(breaker, 1)
    clock.now += 59.9
    assert breaker.admit() is None
    clock.now += 0.1
    assert breaker.admit()


def test_a_trial_that_nobody_waited_for_makes_room_for_the_next(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 60
    breaker.abandoned(admitted(breaker))
    assert breaker.admit()
    assert breaker.admit() is None


def test_a_call_that_nobody_waited_for_is_neither_failure_nor_success(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.abandoned(admitted(breaker))
    fail(breaker, 1)
    assert breaker.admit() is None


def test_calls_from_before_it_opened_change_nothing_any_more(breaker: Breaker, clock: _Clock) -> None:
    good, bad = admitted(breaker), admitted(breaker)
    fail(breaker, 3)
    breaker.succeeded(good)
    assert breaker.admit() is None
    clock.now += 60
    trial = admitted(breaker)
    breaker.failed(bad)
    assert breaker.admit() is None  # still the one trial
    breaker.succeeded(trial)
    assert breaker.admit()


def test_of_many_threads_one_gets_the_trial(breaker: Breaker, clock: _Clock) -> None:
    fail(breaker, 3)
    clock.now += 60
    with ThreadPoolExecutor(16) as pool:
        permits = list(pool.map(lambda _: breaker.admit(), range(200)))
    assert sum(each is not None for each in permits) == 1
