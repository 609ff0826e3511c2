"""Records are kept under short ids, found by those who may see them, and let go in time."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.conversation.requester_key import key_of
from bot.models import Audience, Requester
from bot.records.settings import RecordSettings
from bot.records.short_id import new_id
from bot.records.store import Records
from ingest.errors import UnavailableError
from tests.bot.records.samples import Clock, record, store


def test_a_record_is_found_under_the_id_that_its_reply_carries(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record())
    assert kept.named("") == record()
    assert kept.id == kept.reply.id != ""
    typed = f" {kept.id[:4].upper()}-{kept.id[4:]}"
    assert store(tmp_path).find(typed, Audience.PUBLIC) == kept


@pytest.mark.parametrize("identifier", ["0a1b2c3d", "", "' OR 1=1 --", "%"])
def test_an_id_that_was_never_given_finds_nothing(tmp_path: Path, identifier: str) -> None:
    store(tmp_path).add(record())
    assert store(tmp_path).find(identifier, Audience.STAFF) is None


def test_looking_for_a_record_makes_no_file(tmp_path: Path) -> None:
    assert store(tmp_path).find("0a1b2c3d", Audience.STAFF) is None
    assert store(tmp_path).forget("ab" * 20) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_staff_asked_is_for_staff(tmp_path: Path) -> None:
    records = store(tmp_path)
    secret, open_to_all = records.add(record(audience=Audience.STAFF)), records.add(record())
    assert records.find(secret.id, Audience.PUBLIC) is None
    assert records.find(secret.id, Audience.STAFF) == secret
    assert records.find(open_to_all.id, Audience.STAFF) == open_to_all


def in_turn(*numbers: int) -> Callable[[int], bytes]:
    """Randomness that is the secret first, and then these numbers."""
    left = [0, *numbers]
    return lambda count: left.pop(0).to_bytes(count, "big")


def test_an_id_that_is_taken_is_tried_anew(tmp_path: Path) -> None:
    records = Records(tmp_path / "a.sqlite", keep_days=1, clock=Clock(), randomness=in_turn(7, 7, 7, 8))
    first, second = records.add(record()), records.add(record(question="Another?"))
    assert (first.id, second.id) == ("00000007", "00000008")
    assert records.find(first.id, Audience.PUBLIC) == first


def test_randomness_that_is_none_ends_with_a_sentence(tmp_path: Path) -> None:
    records = Records(tmp_path / "a.sqlite", keep_days=1, clock=Clock(), randomness=bytes)
    assert records.add(record()).id == new_id(bytes)
    with pytest.raises(UnavailableError, match="No free id"):
        records.add(record())


def test_records_go_when_their_days_are_over(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    first = records.add(record(at=clock.now))
    clock.days_later(29)
    second = records.add(record(at=clock.now))
    assert records.find(first.id, Audience.PUBLIC) == first
    clock.days_later(1)
    assert records.find(first.id, Audience.PUBLIC) is None  # though nothing has swept since
    records.add(record(at=clock.now))
    assert store(tmp_path, clock, keep_days=999).find(first.id, Audience.PUBLIC) is None
    assert records.find(second.id, Audience.PUBLIC) == second


def test_old_records_are_looked_for_once_a_day(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    old = records.add(record(at=clock.now))
    clock.days_later(29.5)
    records.add(record(at=clock.now))
    clock.days_later(0.9)
    records.add(record(at=clock.now))
    patient = store(tmp_path, clock, keep_days=999)
    assert patient.find(old.id, Audience.PUBLIC) == old
    clock.days_later(0.1)
    records.add(record(at=clock.now))
    assert patient.find(old.id, Audience.PUBLIC) is None


def test_a_clock_that_was_ahead_does_not_put_the_next_look_off(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=3)
    clock.days_later(1000)
    records.add(record(at=clock.now))
    clock.days_later(-1000)
    old = records.add(record(at=clock.now))
    clock.days_later(3)
    records.add(record(at=clock.now))
    assert store(tmp_path, clock, keep_days=999).find(old.id, Audience.PUBLIC) is None


def test_where_none_are_kept_none_are_written_and_those_from_before_go(tmp_path: Path) -> None:
    clock = Clock()
    none = store(tmp_path, clock, keep_days=0)
    assert none.add(record()) == record()
    assert list(tmp_path.iterdir()) == []
    before = store(tmp_path, clock).add(record())
    clock.days_later(1)
    assert none.add(record()).id == ""
    assert store(tmp_path, clock).find(before.id, Audience.PUBLIC) is None


def test_one_asker_is_forgotten_and_the_others_are_not(tmp_path: Path) -> None:
    records = store(tmp_path)
    kim, lee = (key_of(Requester("terminal", "here", name), records.secret) for name in ("Kim", "Lee"))
    of_kim = [records.add(record(requester=kim)), records.add(record(requester=kim, audience=Audience.STAFF))]
    others = [records.add(record(requester=lee)), records.add(record(requester=""))]
    assert records.forget(kim) == 2
    assert [records.find(each.id, Audience.STAFF) for each in of_kim] == [None, None]
    assert [records.find(each.id, Audience.STAFF) for each in others] == others
    assert records.forget(kim) == 0


def test_the_key_of_nobody_forgets_nothing(tmp_path: Path) -> None:
    records = store(tmp_path)
    kept = records.add(record(requester=""))
    assert records.forget("") == 0
    assert records.find(kept.id, Audience.PUBLIC) == kept


def test_the_secret_stays_and_is_each_files_own(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    secret = store(tmp_path).secret
    assert len(secret) == 32
    assert store(tmp_path).secret == secret != store(tmp_path / "other").secret


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    store(tmp_path).add(record())
    assert stat.S_IMODE((tmp_path / "answers.sqlite").stat().st_mode) == 0o600


def test_the_file_lies_in_the_index_folder_or_where_the_setting_says(tmp_path: Path) -> None:
    assert RecordSettings().place(tmp_path) == tmp_path / "answers.sqlite"
    assert RecordSettings(file=Path("a/b.sqlite")).place(tmp_path) == Path("a/b.sqlite")
