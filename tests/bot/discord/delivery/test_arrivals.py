"""Questions of one person join the line in the order in which they came; those of others do not wait."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections.abc import Callable

from bot.discord.delivery.arrivals import Arrivals

KIM, LEE = 1, 2
_NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def _ticking() -> Callable[[], dt.datetime]:
    """A clock on which a second passes with each look."""
    seconds = itertools.count()
    return lambda: _NOON + dt.timedelta(seconds=next(seconds))


def test_a_question_has_the_time_at_which_it_came() -> None:
    arrivals = Arrivals(_ticking())
    with arrivals.of(KIM) as first, arrivals.of(KIM) as second:
        assert (first.at, second.at) == (_NOON, _NOON + dt.timedelta(seconds=1))


async def _joins(arrivals: Arrivals, user: int, steps: int, joined: list[str], name: str) -> None:
    with arrivals.of(user) as arrival:
        for _ in range(steps):  # so long it takes to be admitted
            await asyncio.sleep(0)
        await arrival.turn()
        joined.append(name)
        arrival.passed()
        await asyncio.sleep(0)


def _joined(*questions: tuple[int, int, str]) -> list[str]:
    joined: list[str] = []

    async def run() -> None:
        arrivals = Arrivals(_ticking())
        await asyncio.gather(
            *(_joins(arrivals, user, steps, joined, name) for user, steps, name in questions)
        )

    asyncio.run(run())
    return joined


def test_a_person_is_served_in_the_order_of_asking() -> None:
    assert _joined((KIM, 9, "first"), (KIM, 0, "second"), (KIM, 3, "third")) == ["first", "second", "third"]


def test_nobody_waits_for_another_person() -> None:
    assert _joined((KIM, 9, "slow"), (LEE, 0, "quick")) == ["quick", "slow"]


def test_a_question_that_is_not_admitted_holds_up_nothing() -> None:
    async def run() -> None:
        arrivals = Arrivals(_ticking())
        with arrivals.of(KIM):
            pass
        with arrivals.of(KIM) as second:
            await asyncio.wait_for(second.turn(), 1)

    asyncio.run(run())
