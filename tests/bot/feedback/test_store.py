"""Remarks on answers are kept for a while, for those who may read the answer, and forgotten for good."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.feedback.remark import Remark
from bot.feedback.store import FILE, Feedback
from bot.models import Audience, Requester
from ingest.errors import ConfigurationError
from tests.bot.records.samples import NOON, Clock

KIM, LEE = Requester("discord", "", "17"), Requester("discord", "", "18")


def feedback(folder: Path, clock: Clock | None = None, keep_days: int = 90) -> Feedback:
    return Feedback(folder / FILE, keep_days=keep_days, clock=clock or Clock(), randomness=os.urandom)


def remark(requester: str = "ab" * 20, **changes: Any) -> Remark:
    usual: dict[str, Any] = {
        "answer": "0a1b2c3d",
        "at": NOON,
        "surface": "discord",
        "requester": requester,
        "audience": Audience.PUBLIC,
        "helpful": False,
        "wrong": "The sum is last year's.",
        "right": "It is 12 million.",
    }
    return Remark(**{**usual, **changes})


def test_what_was_said_is_there_for_who_reads_the_remarks(tmp_path: Path) -> None:
    feedback(tmp_path).add(remark())
    assert feedback(tmp_path).remarks() == [remark()]


def test_who_changes_their_mind_has_said_the_last_thing_only(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    store.add(remark())
    store.add(remark(helpful=True, wrong="", right=""))
    store.add(remark(answer="99999999"))
    assert [(each.answer, each.helpful) for each in store.remarks()] == [
        ("0a1b2c3d", True),
        ("99999999", False),
    ]


def test_a_remark_on_an_answer_to_staff_is_for_staff(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    store.add(remark(audience=Audience.STAFF))
    assert store.remarks(Audience.PUBLIC) == []
    assert store.remarks(Audience.STAFF) == [remark(audience=Audience.STAFF)]


def test_a_lone_surrogate_survives(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    store.add(remark(wrong="\ud83d"))
    assert store.remarks()[0].wrong == "\ud83d"


def test_the_name_of_who_says_it_is_not_in_the_file(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    requester = Requester("discord", "", "person-with-a-name")
    store.add(remark(store.key_of(requester)))
    assert not any(b"person-with-a-name" in file.read_bytes() for file in tmp_path.iterdir())
    assert store.remarks()[0].requester == store.key_of(requester) != key_in_another_file(tmp_path, requester)


def key_in_another_file(folder: Path, requester: Requester) -> str:
    other = folder / "other"
    other.mkdir()
    return feedback(other).key_of(requester)


def test_of_whoever_is_forgotten_no_word_is_left_in_the_file(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    kim, lee = store.key_of(KIM), store.key_of(LEE)
    for number in range(40):
        store.add(remark(kim, answer=f"{number:08}", wrong=f"harbour {number} " * 30))
        store.add(remark(lee, answer=f"{number:08}", wrong="ferry"))
        # What replaces something leaves a copy of it behind until the file is written anew.
        store.add(remark(kim, answer=f"{number:08}", wrong=f"lighthouse {number} " * 20))

    assert store.forget(KIM) == 40

    assert {each.wrong for each in store.remarks()} == {"ferry"}
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(word in left for word in (b"harbour", b"lighthouse", kim.encode()))


def test_to_forget_where_nothing_was_kept_makes_no_file(tmp_path: Path) -> None:
    assert feedback(tmp_path).forget(KIM) == 0
    assert feedback(tmp_path).remarks() == ()
    assert list(tmp_path.iterdir()) == []


def test_what_has_had_its_time_is_gone_from_the_file(tmp_path: Path) -> None:
    clock = Clock()
    store = feedback(tmp_path, clock, keep_days=30)
    store.add(remark(wrong="an old word"))
    clock.days_later(31)
    assert store.remarks() == []
    store.add(remark(at=clock.now, answer="99999999"))
    assert not any(b"an old word" in file.read_bytes() for file in tmp_path.iterdir())


def test_only_what_came_since_is_harvested(tmp_path: Path) -> None:
    clock = Clock()
    store = feedback(tmp_path, clock)
    store.add(remark())
    clock.days_later(1)
    store.add(remark(at=clock.now, answer="99999999"))
    assert [each.answer for each in store.remarks(since=NOON)] == ["99999999"]


def test_where_nothing_is_to_be_kept_nothing_is(tmp_path: Path) -> None:
    feedback(tmp_path, keep_days=0).add(remark())
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    feedback(tmp_path).add(remark())
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_remark_that_is_damaged_costs_none_of_the_others(tmp_path: Path) -> None:
    store = feedback(tmp_path)
    store.add(remark())
    store.add(remark(answer="99999999"))
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE remarks SET body = '{' WHERE answer = '0a1b2c3d'")
    assert [each.answer for each in store.remarks()] == ["99999999"]


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("CREATE TABLE theirs (word)")
    with pytest.raises(ConfigurationError, match="is no file of remarks; move it away"):
        feedback(tmp_path).add(remark())
