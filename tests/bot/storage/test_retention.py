"""Rows go when their days are over, and all of a person's when they ask for it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.models import Audience, Requester, Turn
from bot.storage.retention import Forgotten
from bot.storage.storage import Storage
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import NOON, Clock, record, remark

pytestmark = pytest.mark.slow

KIM, LEE = Requester("discord", "", "17"), Requester("discord", "", "18")
ROOM, HALL = Requester("discord", "room", "17"), Requester("discord", "hall", "17")
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
_MINUTE = dt.timedelta(minutes=1)


def filled(storage: Storage, clock: Clock, person: Requester, word: str = "word") -> None:
    """A record, a remark on it and a turn of this person."""
    key, at = storage.records.key_of(person), clock.now
    kept = storage.records.add(record(requester=key, at=at, question=word))
    storage.feedback.add(remark(key, answer=kept.id, at=at, wrong=word))
    storage.conversations.add(person, PUBLIC, Turn(word, "An answer."))


def counts(storage: Storage, person: Requester) -> tuple[int, int, int]:
    """How many records and remarks there are of anybody, and how many turns of this person here."""
    return (
        len(list(storage.records.all(STAFF))),
        len(storage.feedback.remarks()),
        len(storage.conversations.turns(person, STAFF)),
    )


def test_all_of_a_person_is_forgotten_everywhere_and_nothing_of_others(opened: Open, clock: Clock) -> None:
    storage = opened()
    for person in (KIM, LEE, Requester("terminal", "", "17")):
        filled(storage, clock, person)
    storage.conversations.add(ROOM, PUBLIC, Turn("Here?"))
    storage.conversations.add(HALL, STAFF, Turn("There?"))
    assert storage.forget(ROOM) == Forgotten(records=1, remarks=1, turns=3)
    assert [storage.conversations.turns(place, STAFF) for place in (KIM, ROOM, HALL)] == [()] * 3
    assert counts(storage, LEE) == (2, 2, 1)
    assert storage.forget(KIM) == Forgotten()


def test_rows_of_nobody_are_not_forgotten(opened: Open) -> None:
    storage = opened()
    kept = storage.records.add(record(requester=""))
    assert storage.forget(Requester("", "", "")) == Forgotten()
    assert storage.records.find(kept.id, PUBLIC) == kept


def test_what_was_asked_before_a_person_was_forgotten_is_not_kept_afterwards(opened: Open) -> None:
    storage, other = opened(), opened()
    key = storage.records.key_of(KIM)
    storage.forget(KIM)
    for asked_at in (NOON - _MINUTE, NOON):
        assert other.records.add(record(requester=key), asked_at=asked_at).id == ""
        other.conversations.add(ROOM, PUBLIC, Turn("Here?"), asked_at=asked_at)
    assert counts(other, ROOM) == (0, 0, 0)
    other.conversations.add(ROOM, PUBLIC, Turn("Here?"), asked_at=NOON + _MINUTE)
    assert other.records.add(record(requester=key), asked_at=NOON + _MINUTE).id
    assert other.records.add(record(requester=other.records.key_of(LEE)), asked_at=NOON - _MINUTE).id
    assert other.records.add(record(requester=""), asked_at=NOON - _MINUTE).id
    assert counts(other, ROOM) == (3, 0, 1)


def test_whoever_is_forgotten_again_is_so_since_then_and_a_mark_goes_after_an_hour(
    opened: Open, clock: Clock
) -> None:
    storage = opened()
    key = storage.records.key_of(KIM)

    def is_kept(asked_at: dt.datetime) -> bool:
        return storage.records.add(record(requester=key), asked_at=asked_at).id != ""

    for _ in range(2):
        storage.forget(KIM)
        clock.now += _MINUTE
    assert not is_kept(NOON + _MINUTE)
    assert is_kept(NOON + 2 * _MINUTE)
    clock.now += 61 * _MINUTE
    storage.forget(LEE)
    assert is_kept(NOON)


def test_rows_go_when_their_days_are_over(opened: Open, clock: Clock) -> None:
    storage, patient = opened(keep_days=30), opened(keep_days=999)
    filled(storage, clock, KIM)
    clock.days_later(29)
    filled(storage, clock, LEE)
    assert counts(storage, KIM) == (2, 2, 1)
    clock.days_later(1)
    # Nothing has deleted the first ones yet, and they are not seen any more.
    assert counts(storage, KIM) == (1, 1, 0)
    assert counts(patient, KIM) == (2, 2, 1)
    storage.conversations.add(LEE, PUBLIC, Turn("Again?"))
    assert counts(patient, KIM) == (1, 1, 0)


def test_old_rows_are_looked_for_once_a_day(opened: Open, clock: Clock) -> None:
    storage, patient = opened(keep_days=30), opened(keep_days=999)
    old = storage.records.add(record(at=clock.now))
    clock.days_later(29.5)
    storage.records.add(record(at=clock.now))
    clock.days_later(0.9)
    storage.records.add(record(at=clock.now))
    assert patient.records.find(old.id, PUBLIC) == old
    clock.days_later(0.1)
    storage.records.add(record(at=clock.now))
    assert patient.records.find(old.id, PUBLIC) is None


def test_a_clock_that_was_ahead_does_not_put_the_next_look_off(opened: Open, clock: Clock) -> None:
    storage = opened(keep_days=3)
    clock.days_later(1000)
    storage.records.add(record(at=clock.now))
    clock.days_later(-1000)
    old = storage.records.add(record(at=clock.now))
    clock.days_later(3)
    storage.records.add(record(at=clock.now))
    assert opened(keep_days=999).records.find(old.id, PUBLIC) is None


def test_where_nothing_is_kept_nothing_is_written_and_what_was_kept_goes(opened: Open, clock: Clock) -> None:
    before = opened()
    filled(before, clock, KIM)
    clock.days_later(1)
    nothing = opened(keep_days=0)
    assert nothing.records.key_of(KIM) == nothing.feedback.key_of(KIM) == ""
    assert nothing.records.add(record()).id == ""
    nothing.feedback.add(remark())
    nothing.conversations.add(KIM, PUBLIC, Turn("Here?"))
    assert counts(nothing, KIM) == counts(before, KIM) == (0, 0, 0)


def test_a_secret_that_is_set_makes_the_same_keys_everywhere(opened: Open) -> None:
    keys = {opened(secret=secret).records.key_of(KIM) for secret in ("correct horse", "correct horse", "")}
    assert len(keys) == 2
    assert opened().records.key_of(KIM) in keys
