"""An answer is shared with a channel once, and what is known of that goes with the record of the answer."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from bot.models import Audience
from bot.records.shares import Claim
from bot.records.store import Records
from tests.bot.records.samples import Clock, record, store

HERE, THERE = 1 << 62, 7  # channels' numbers are as long as that
_MINUTE = 1 / 24 / 60  # of a day
_KIM, _LEE = "aa" * 20, "bb" * 20


def of(folder: Path, statement: str) -> list[tuple[object, ...]]:
    """What a look into the file itself gives."""
    with closing(sqlite3.connect(folder / "answers.sqlite")) as db, db:
        return db.execute(statement).fetchall()


def kept(records: Records, **changes: object) -> str:
    """The id of a new record."""
    return records.add(record(**changes)).id


def test_one_claims_and_the_next_is_told_that_it_is_under_way_or_stands(tmp_path: Path) -> None:
    records = store(tmp_path)
    answer, other = kept(records), kept(records)
    assert records.shares.claim(answer, HERE) is Claim.TAKEN
    assert store(tmp_path).shares.claim(answer, HERE) is Claim.UNDER_WAY
    records.shares.settle(answer, HERE)
    assert store(tmp_path).shares.claim(answer, HERE) is Claim.STANDS
    assert records.shares.claim(answer, THERE) is Claim.TAKEN
    assert records.shares.claim(other, HERE) is Claim.TAKEN


def test_what_was_released_can_be_claimed_and_what_stands_is_not_released(tmp_path: Path) -> None:
    records = store(tmp_path)
    answer = kept(records)
    records.shares.claim(answer, HERE)
    records.shares.claim(answer, THERE)
    records.shares.release(answer, HERE)
    assert records.shares.claim(answer, THERE) is Claim.UNDER_WAY
    assert records.shares.claim(answer, HERE) is Claim.TAKEN
    records.shares.settle(answer, HERE)
    records.shares.release(answer, HERE)
    assert records.shares.claim(answer, HERE) is Claim.STANDS


@pytest.mark.parametrize("minutes", [20, -20])  # a clock that is set right may also go back
def test_a_claim_whose_process_died_lapses_and_a_share_that_stands_does_not(
    tmp_path: Path, minutes: int
) -> None:
    clock = Clock()
    records = store(tmp_path, clock)
    answer = kept(records)
    records.shares.claim(answer, HERE)
    records.shares.claim(answer, THERE)
    records.shares.settle(answer, THERE)
    clock.days_later(minutes * 0.9 * _MINUTE)
    assert records.shares.claim(answer, HERE) is Claim.UNDER_WAY
    clock.days_later(minutes * 0.11 * _MINUTE)
    assert records.shares.claim(answer, HERE) is Claim.TAKEN
    assert records.shares.claim(answer, HERE) is Claim.UNDER_WAY
    assert records.shares.claim(answer, THERE) is Claim.STANDS


def test_of_twenty_who_claim_at_once_one_is_given_it(tmp_path: Path) -> None:
    answer, together = kept(store(tmp_path)), Barrier(20)

    def claim(_: int) -> Claim:
        records = store(tmp_path)
        together.wait()
        return records.shares.claim(answer, HERE)

    with ThreadPoolExecutor(20) as pool:
        claims = list(pool.map(claim, range(20)))
    assert sorted(claims) == [Claim.TAKEN] + [Claim.UNDER_WAY] * 19


def test_an_answer_without_a_record_is_not_claimed_and_makes_no_file(tmp_path: Path) -> None:
    records = store(tmp_path)
    assert records.shares.claim("0a1b2c3d", HERE) is Claim.NO_RECORD
    records.shares.settle("0a1b2c3d", HERE)
    assert list(tmp_path.iterdir()) == []
    kept(records)
    assert records.shares.claim("0a1b2c3d", HERE) is Claim.NO_RECORD
    assert of(tmp_path, "SELECT * FROM shares") == []


def test_the_shares_of_whoever_is_forgotten_go_and_those_of_others_stay(tmp_path: Path) -> None:
    records = store(tmp_path)
    of_kim, of_lee = kept(records, requester=_KIM), kept(records, requester=_LEE)
    for answer, channel in ((of_kim, HERE), (of_kim, THERE), (of_lee, HERE)):
        records.shares.claim(answer, channel)
    records.shares.settle(of_kim, HERE)
    assert records.forget(_KIM) == 1
    assert of(tmp_path, "SELECT answer FROM shares") == [(of_lee,)]
    assert not any(of_kim.encode() in file.read_bytes() for file in tmp_path.iterdir())
    # One that was under way then is not noted behind the back of whoever was forgotten.
    records.shares.settle(of_kim, THERE)
    assert of(tmp_path, "SELECT answer FROM shares") == [(of_lee,)]


def test_a_share_goes_when_the_days_of_its_record_are_over(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    old = kept(records, at=clock.now)
    clock.days_later(29)
    records.shares.claim(old, HERE)  # a day before: the record's age counts, not the share's
    records.shares.settle(old, HERE)
    clock.days_later(1)
    new = kept(records, at=clock.now)
    records.shares.claim(new, HERE)
    assert of(tmp_path, "SELECT answer FROM shares") == [(new,)]


def test_a_file_from_before_shares_is_given_them(tmp_path: Path) -> None:
    records = store(tmp_path)
    answer = kept(records, requester=_KIM)
    of(tmp_path, "DROP TRIGGER shares_go")
    of(tmp_path, "DROP TABLE shares")
    assert records.find(answer, Audience.PUBLIC) is not None
    assert records.shares.claim(answer, HERE) is Claim.TAKEN
    assert records.shares.claim(answer, HERE) is Claim.UNDER_WAY
    records.forget(_KIM)
    assert of(tmp_path, "SELECT * FROM shares") == []


def test_a_settled_share_of_a_file_that_was_begun_anew_is_no_error(tmp_path: Path) -> None:
    records = store(tmp_path)
    records.shares.claim(kept(records), HERE)
    (tmp_path / "answers.sqlite").write_bytes(b"\xa5" * 9000)
    records.shares.settle("0a1b2c3d", HERE)
    assert of(tmp_path, "SELECT * FROM shares") == []
