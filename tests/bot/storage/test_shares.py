"""An answer is shared with a channel once, and what is known of that goes with the record of the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.models import Requester
from bot.storage.shares import Claim
from bot.storage.storage import Storage
from bot.storage.tables import shares
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import Clock, record

pytestmark = pytest.mark.slow

HERE, THERE = 1 << 62, 7  # channels' numbers are as long as that
_MINUTE = 1 / 24 / 60  # of a day
KIM = Requester("discord", "", "17")


def shared(storage: Storage) -> set[tuple[str, int]]:
    query = select(shares.c.answer, shares.c.channel)
    rows = storage.database.read(lambda connection: connection.execute(query).all())
    return {(row.answer, row.channel) for row in rows or ()}


def test_one_claims_and_the_next_is_told_that_it_is_under_way_or_stands(opened: Open) -> None:
    storage = opened()
    answer, other = (storage.records.add(record()).id for _ in range(2))
    assert storage.shares.claim(answer, HERE) is Claim.TAKEN
    assert opened().shares.claim(answer, HERE) is Claim.UNDER_WAY
    storage.shares.settle(answer, HERE)
    assert opened().shares.claim(answer, HERE) is Claim.STANDS
    assert storage.shares.claim(answer, THERE) is Claim.TAKEN
    assert storage.shares.claim(other, HERE) is Claim.TAKEN


def test_what_was_released_can_be_claimed_and_what_stands_is_not_released(opened: Open) -> None:
    storage = opened()
    answer = storage.records.add(record()).id
    storage.shares.claim(answer, HERE)
    storage.shares.claim(answer, THERE)
    storage.shares.release(answer, HERE)
    assert storage.shares.claim(answer, THERE) is Claim.UNDER_WAY
    assert storage.shares.claim(answer, HERE) is Claim.TAKEN
    storage.shares.settle(answer, HERE)
    storage.shares.release(answer, HERE)
    assert storage.shares.claim(answer, HERE) is Claim.STANDS


@pytest.mark.parametrize("minutes", [20, -20])  # a clock that is set right may also go back
def test_a_claim_whose_process_died_lapses_and_a_share_that_stands_does_not(
    opened: Open, clock: Clock, minutes: int
) -> None:
    storage = opened()
    answer = storage.records.add(record()).id
    storage.shares.claim(answer, HERE)
    storage.shares.claim(answer, THERE)
    storage.shares.settle(answer, THERE)
    clock.days_later(minutes * 0.9 * _MINUTE)
    assert storage.shares.claim(answer, HERE) is Claim.UNDER_WAY
    clock.days_later(minutes * 0.11 * _MINUTE)
    assert storage.shares.claim(answer, HERE) is Claim.TAKEN
    assert storage.shares.claim(answer, THERE) is Claim.STANDS


def test_of_ten_who_claim_at_once_one_is_given_it(opened: Open) -> None:
    answer, together = opened().records.add(record()).id, Barrier(10)

    def claim(storage: Storage) -> Claim:
        together.wait()
        return storage.shares.claim(answer, HERE)

    with ThreadPoolExecutor(10) as pool:
        claims = list(pool.map(claim, [opened() for _ in range(10)]))
    assert sorted(claims) == [Claim.TAKEN] + [Claim.UNDER_WAY] * 9


def test_an_answer_without_a_record_is_not_claimed(opened: Open) -> None:
    storage = opened()
    assert storage.shares.claim("0a1b2c3d", HERE) is Claim.NO_RECORD
    storage.shares.settle("0a1b2c3d", HERE)
    storage.records.add(record())
    assert storage.shares.claim("0a1b2c3d", HERE) is Claim.NO_RECORD
    assert shared(storage) == set()


def test_the_shares_of_whoever_is_forgotten_go_and_those_of_others_stay(opened: Open) -> None:
    storage = opened()
    of_kim = storage.records.add(record(requester=storage.records.key_of(KIM))).id
    of_lee = storage.records.add(record()).id
    for answer, channel in ((of_kim, HERE), (of_kim, THERE), (of_lee, HERE)):
        storage.shares.claim(answer, channel)
    storage.shares.settle(of_kim, HERE)
    assert storage.forget(KIM).records == 1
    assert shared(storage) == {(of_lee, HERE)}
    # One that was under way then is not noted behind the back of whoever was forgotten.
    storage.shares.settle(of_kim, THERE)
    assert shared(storage) == {(of_lee, HERE)}


def test_a_share_goes_when_the_days_of_its_record_are_over(opened: Open, clock: Clock) -> None:
    storage = opened(keep_days=30)
    old = storage.records.add(record(at=clock.now)).id
    clock.days_later(29)
    storage.shares.claim(old, HERE)  # a day before: the record's age counts, not the share's
    storage.shares.settle(old, HERE)
    clock.days_later(1)
    new = storage.records.add(record(at=clock.now)).id
    storage.shares.claim(new, HERE)
    assert shared(storage) == {(new, HERE)}
