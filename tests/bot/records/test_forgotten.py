"""Who is forgotten while an answer is under way has no record of it, whichever process writes it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.models import Audience
from tests.bot.records.samples import NOON, Clock, record, store

KIM, LEE = "aa" * 20, "bb" * 20
_MINUTE = dt.timedelta(minutes=1)


def test_what_was_asked_before_is_not_kept_afterwards(tmp_path: Path) -> None:
    records = store(tmp_path)
    records.add(record(requester=KIM))
    assert records.forget(KIM) == 1
    added = store(tmp_path).add(record(requester=KIM), asked_at=NOON - _MINUTE)  # as another process would
    assert added.reply.id == ""
    assert list(records.records(Audience.PUBLIC)) == []


def test_what_was_asked_afterwards_is_kept_and_so_is_what_others_asked(tmp_path: Path) -> None:
    records = store(tmp_path)
    records.add(record(requester=KIM))
    records.forget(KIM)
    assert records.add(record(requester=KIM), asked_at=NOON + _MINUTE).reply.id
    assert records.add(record(requester=LEE), asked_at=NOON - _MINUTE).reply.id
    assert records.add(record(requester=""), asked_at=NOON - _MINUTE).reply.id


def test_the_first_answer_ever_is_not_kept_either(tmp_path: Path) -> None:
    records = store(tmp_path)
    assert records.secret  # which is looked up for a key
    assert records.forget(KIM) == 0
    assert not records.add(record(requester=KIM), asked_at=NOON).reply.id


def test_whoever_was_forgotten_again_is_so_since_then(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock)
    records.add(record(requester=LEE))
    for _ in range(2):
        records.forget(KIM)
        clock.now += _MINUTE
    assert records.has_forgotten(KIM, NOON + _MINUTE)
    assert not records.has_forgotten(KIM, NOON + 2 * _MINUTE)
    assert not records.has_forgotten(LEE, NOON)


def test_a_mark_goes_when_no_answer_can_be_that_old(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock)
    records.add(record(requester=LEE))
    records.forget(KIM)
    clock.now += 61 * _MINUTE
    records.forget(LEE)
    assert not records.has_forgotten(KIM, NOON)
    assert records.has_forgotten(LEE, NOON)
