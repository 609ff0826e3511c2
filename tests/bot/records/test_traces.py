"""What was forgotten or has had its time is nowhere in the files any more, not even in pieces."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.models import Audience
from bot.records.store import Records, layout_of_records
from bot.storage import database
from bot.storage.database import Database
from ingest.errors import StorageFullError, UnavailableError
from tests.bot.records.samples import Clock, record, store
from tests.ingest.embedding.full_disk import no_file_larger_than

KIM, LEE, SAM = "aa" * 20, "bb" * 20, "cc" * 20
_PIECE = 16  # bytes; in compressed text no two records share so many in a row but at their start


def filled(records: Records, clock: Clock, requester: str, count: int) -> list[str]:
    """The ids of new records, some of which fit into a page and some of which span several."""
    dice, ids = random.Random(requester), []
    for _ in range(count):
        words = " ".join(dice.randbytes(8).hex() for _ in range(dice.choice([1, 30, 200, 900])))
        ids.append(records.add(record(requester=requester, question=words, at=clock.now)).id)
    return ids


def bodies(folder: Path, requester: str) -> list[bytes]:
    with closing(sqlite3.connect(folder / "answers.sqlite")) as db:
        return [row[0] for row in db.execute("SELECT body FROM records WHERE requester = ?", [requester])]


def pieces_left(folder: Path, gone: list[bytes]) -> int:
    """How many pieces of `gone` stand in any file of the folder, but for those that other records share."""
    kept = [body for requester in (LEE, SAM) for body in bodies(folder, requester)]
    pieces = {body[at : at + _PIECE] for body in gone for at in range(0, len(body) - _PIECE, _PIECE)}
    pieces -= {body[at : at + _PIECE] for body in kept for at in range(len(body))}
    assert len(pieces) > 500
    files = [file.read_bytes() for file in folder.iterdir()]
    return sum(any(piece in file for file in files) for piece in pieces)


@contextmanager
def somebody_reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """An open connection, which keeps the write-ahead log from being removed."""
    with closing(sqlite3.connect(folder / "answers.sqlite", isolation_level=None)) as db:
        db.execute("SELECT count(*) FROM records").fetchone()
        yield db


@pytest.mark.parametrize("is_shared", [False, True])
def test_of_whoever_is_forgotten_nothing_is_left(tmp_path: Path, is_shared: bool) -> None:
    clock = Clock()
    records = store(tmp_path, clock)
    for _ in range(8):
        filled(records, clock, KIM, 7)
        ids = filled(records, clock, LEE, 5)
    gone, kept = bodies(tmp_path, KIM), bodies(tmp_path, LEE)
    assert pieces_left(tmp_path, gone) > 500
    with somebody_reading(tmp_path) if is_shared else closing(sqlite3.connect(":memory:")):
        assert records.forget(KIM) == 56
        assert pieces_left(tmp_path, gone) == 0
        assert not any(KIM.encode() in file.read_bytes() for file in tmp_path.iterdir())
    assert bodies(tmp_path, LEE) == kept
    assert records.find(ids[0], Audience.PUBLIC) is not None


def test_of_what_has_had_its_time_nothing_is_left(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    filled(records, clock, KIM, 50)
    gone = bodies(tmp_path, KIM)
    clock.days_later(15)
    filled(records, clock, LEE, 50)
    kept = bodies(tmp_path, LEE)
    clock.days_later(16)
    with somebody_reading(tmp_path):
        assert pieces_left(tmp_path, gone) > 500
        records.add(record(requester=SAM, at=clock.now))
        assert pieces_left(tmp_path, gone) == 0
    assert bodies(tmp_path, LEE) == kept


def test_traces_that_could_not_be_erased_are_erased_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.05)
    clock = Clock()
    records = store(tmp_path, clock)
    filled(records, clock, KIM, 60)
    filled(records, clock, LEE, 10)
    gone = bodies(tmp_path, KIM)
    with somebody_reading(tmp_path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM records").fetchone()
        with pytest.raises(UnavailableError, match="try again"):
            records.forget(KIM)
        assert bodies(tmp_path, KIM) == []
        assert pieces_left(tmp_path, gone) > 0
        reader.execute("COMMIT")
        assert records.forget(KIM) == 0
        assert pieces_left(tmp_path, gone) == 0


def test_a_sweep_that_finds_no_room_to_erase_costs_no_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    filled(records, clock, KIM, 9)
    clock.days_later(29)
    filled(records, clock, LEE, 150)
    gone = bodies(tmp_path, KIM)
    clock.days_later(1)
    with somebody_reading(tmp_path) as reader:
        reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Room in the log for a few pages, and not for the whole file once more.
        with no_file_larger_than((tmp_path / "answers.sqlite").stat().st_size * 3 // 4):
            added = records.add(record(requester=SAM, at=clock.now))
    assert "Traces" in caplog.text
    assert records.find(added.id, Audience.PUBLIC) == added
    clock.days_later(1)
    records.add(record(requester=SAM, at=clock.now))
    assert pieces_left(tmp_path, gone) == 0


@pytest.mark.parametrize("seed", range(30))
def test_the_copies_that_sqlite_leaves_when_it_moves_rows_are_erased_too(tmp_path: Path, seed: int) -> None:
    # With the rewriting left out, one of ten such histories leaves a copy of a deleted row or of its
    # requester.
    dice, gone = random.Random(seed), []
    file = Database(tmp_path / "answers.sqlite", layout_of_records(os.urandom), clock=Clock())

    def live(db: sqlite3.Connection) -> None:
        for number in range(400):
            requester, body = (
                dice.choice([KIM, LEE, LEE, LEE]),
                dice.randbytes(dice.choice([150, 300, 700, 1500])),
            )
            if requester == KIM:
                gone.append(body)
            row = (dice.randbytes(4).hex() + str(number), 0, requester, "public", body)
            db.execute("INSERT INTO records (id, at, requester, audience, body) VALUES (?, ?, ?, ?, ?)", row)
            if number % 100 == 99:
                some = [(number,) for number in dice.sample(range(number), number // 3)]
                db.executemany("DELETE FROM records WHERE number = ?", some)
        db.execute("DELETE FROM records WHERE requester = ?", [KIM])

    file.write(live)
    file.erase()
    assert pieces_left(tmp_path, gone) == 0
    assert not any(KIM.encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_damaged_files_that_lie_aside_go_with_their_newest_record(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock, keep_days=30)
    aside = [tmp_path / f"answers.sqlite.damaged-{name}" for name in ("a", "a-wal", "b")]
    for file, age in zip(aside, (30, 30, 29), strict=True):
        file.write_bytes(b"x")
        then = clock.now.timestamp() - age * 86_400
        os.utime(file, (then, then))
    records.add(record())
    assert [file.exists() for file in aside] == [False, False, True]


def test_forgetting_names_the_damaged_files_in_which_it_cannot_look(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = store(tmp_path)
    records.add(record())
    (tmp_path / "answers.sqlite.damaged-a").write_bytes(b"x")
    records.forget(KIM)
    assert "answers.sqlite.damaged-a" in caplog.text


def test_a_full_disk_stops_forgetting_with_a_sentence(tmp_path: Path) -> None:
    clock = Clock()
    records = store(tmp_path, clock)
    filled(records, clock, KIM, 60)
    with no_file_larger_than(8192), pytest.raises(StorageFullError, match="free some space"):
        records.forget(KIM)
    records.forget(KIM)
    assert bodies(tmp_path, KIM) == []
