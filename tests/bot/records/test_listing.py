"""All records are looked through, in the order in which they were made, for those who may see them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.models import Audience
from tests.bot.records.samples import Clock, record, store


def test_the_oldest_comes_first_and_none_is_left_out(tmp_path: Path) -> None:
    kept = [store(tmp_path).add(record(question=f"{number}?")) for number in range(205)]  # more than one page
    assert list(store(tmp_path).records(Audience.PUBLIC)) == kept


def test_what_was_answered_to_staff_is_for_staff(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record(audience=Audience.STAFF))
    assert list(store(tmp_path).records(Audience.PUBLIC)) == []
    assert list(store(tmp_path).records(Audience.STAFF)) == [kept]


def test_what_has_had_its_time_is_passed_over(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    records.add(record())
    clock.days_later(31)
    assert list(records.records(Audience.STAFF)) == []


def test_one_that_is_damaged_costs_none_of_the_others(tmp_path: Path) -> None:
    damaged, kept = (store(tmp_path).add(record()) for _ in range(2))
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as db, db:
        db.execute("UPDATE records SET body = ? WHERE id = ?", [b"no", damaged.id])
    assert list(store(tmp_path).records(Audience.STAFF)) == [kept]


def test_to_look_where_none_are_kept_makes_no_file(tmp_path: Path) -> None:
    assert list(store(tmp_path).records(Audience.STAFF)) == []
    assert list(tmp_path.iterdir()) == []
