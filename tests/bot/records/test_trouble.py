"""A file that cannot be written, is damaged or is another's: named in a sentence, and nothing is lost."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.models import Audience
from bot.storage import database
from ingest.errors import ConfigurationError, DocumentError, StorageFullError, UnavailableError
from tests.bot.records.samples import NOON, Clock, record, store
from tests.ingest.embedding.full_disk import no_file_larger_than
from tests.ingest.unprivileged import folder_for_nobody, without_privileges

NAME = "answers.sqlite"


def test_a_full_disk_is_named_and_what_was_kept_stays(tmp_path: Path) -> None:
    records = store(tmp_path)
    kept = records.add(record())
    large = record(question=" ".join(str(number**3) for number in range(9_000)))
    with no_file_larger_than(60_000), pytest.raises(StorageFullError, match="free some space"):
        records.add(large)
    assert records.find(kept.id, Audience.PUBLIC) == kept
    assert records.find(records.add(record()).id, Audience.PUBLIC) is not None


@pytest.mark.parametrize("room", [0, 512, 4096, 5000, 9000])
def test_a_disk_that_is_full_from_the_start_leaves_nothing_that_harms(tmp_path: Path, room: int) -> None:
    with no_file_larger_than(room), pytest.raises(StorageFullError):
        store(tmp_path).add(record())
    kept = store(tmp_path).add(record())
    assert store(tmp_path).find(kept.id, Audience.PUBLIC) == kept
    assert not list(tmp_path.glob("*.damaged*"))


def test_a_folder_that_may_not_be_written_is_named() -> None:
    with folder_for_nobody() as folder, without_privileges(), pytest.raises(StorageFullError) as refused:
        store(folder).add(record())
    assert str(refused.value).endswith("free some space on its disk, or see to its permissions.")


def test_a_folder_that_may_not_be_entered_is_named() -> None:
    with folder_for_nobody() as folder:
        store(folder / "closed").add(record())
        (folder / "closed").chmod(0o600)
        with without_privileges():
            assert store(folder / "closed").find("0a1b2c3d", Audience.STAFF) is None
            with pytest.raises(StorageFullError, match="permissions"):
                store(folder / "closed").add(record())


def test_a_file_that_may_not_be_written_is_named() -> None:
    with folder_for_nobody() as folder:
        store(folder).add(record())
        (folder / NAME).chmod(0o444)
        with without_privileges(), pytest.raises(StorageFullError, match="permissions"):
            store(folder).add(record())


def test_a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(StorageFullError):
        store(tmp_path).add(record())
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFullError):
        store(tmp_path / "file").add(record())


def test_a_file_that_another_holds_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.05)
    kept = store(tmp_path).add(record())
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="in use"):
            store(tmp_path).add(record())
        assert store(tmp_path).find(kept.id, Audience.PUBLIC) == kept


def damage(file: Path, how: str) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        if how == "cut":
            opened.truncate(size // 2)
        else:
            opened.seek(0 if how == "from the start" else 4096)
            opened.write(b"\xa5" * (size // 2))


@pytest.mark.parametrize("how", ["from the start", "in the middle", "cut"])
def test_a_damaged_file_is_moved_aside_and_begun_anew(
    how: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = store(tmp_path)
    for _ in range(30):
        lost = records.add(record())
    damage(tmp_path / NAME, how)
    remains = (tmp_path / NAME).read_bytes()
    with caplog.at_level(logging.WARNING):
        kept = records.add(record())
    assert "damaged" in caplog.text
    assert (tmp_path / f"{NAME}.damaged-20260301T120000Z").read_bytes() == remains
    assert records.find(kept.id, Audience.PUBLIC) == kept
    assert records.find(lost.id, Audience.PUBLIC) is None
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


def test_a_second_damage_at_the_same_time_overwrites_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        store(tmp_path).add(record())
        (tmp_path / NAME).write_bytes(b"\xa5" * 9000)
    store(tmp_path).add(record())
    assert sorted(each.name for each in tmp_path.glob("*.damaged-*")) == [
        f"{NAME}.damaged-20260301T120000Z",
        f"{NAME}.damaged-20260301T120000Z-2",
    ]


def test_what_is_still_in_the_log_of_a_damaged_file_goes_with_it(tmp_path: Path) -> None:
    store(tmp_path).add(record())
    with closing(sqlite3.connect(tmp_path / NAME)) as open_elsewhere:
        open_elsewhere.execute("SELECT * FROM records").fetchall()
        store(tmp_path).add(record())
        log = (tmp_path / f"{NAME}-wal").read_bytes()
        assert log
        (tmp_path / NAME).write_bytes(b"\xa5" * 9000)
        store(tmp_path).add(record())
        assert (tmp_path / f"{NAME}.damaged-20260301T120000Z-wal").read_bytes() == log


def test_a_damaged_record_in_a_sound_file_is_named(tmp_path: Path) -> None:
    records = store(tmp_path)
    kept, other = records.add(record()), records.add(record())
    with closing(sqlite3.connect(tmp_path / NAME)) as db, db:
        db.execute("UPDATE records SET body = substr(body, 1, 99) WHERE id = ?", [kept.id])
    with pytest.raises(DocumentError, match="damaged"):
        records.find(kept.id, Audience.PUBLIC)
    assert records.find(other.id, Audience.PUBLIC) == other


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE chats (text)",
        "CREATE TABLE chats (text); PRAGMA user_version = 1",
        "CREATE TABLE records (id UNIQUE, at, requester, audience, body); PRAGMA user_version = 1;"
        "CREATE TABLE meta (key PRIMARY KEY, value)",
    ],
)
def test_another_programs_database_is_left_alone(tmp_path: Path, made: str) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as db:
        db.executescript(made)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(ConfigurationError, match="name another one in"):
        store(tmp_path).add(record())
    assert (tmp_path / NAME).read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_file_of_a_later_release_is_left_alone(tmp_path: Path) -> None:
    store(tmp_path).add(record())
    with closing(sqlite3.connect(tmp_path / NAME)) as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(ConfigurationError, match=r"later release of Concord; update Concord, or .*\.$"):
        store(tmp_path).add(record())


def test_a_link_to_the_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / NAME).symlink_to(tmp_path / "real" / "kept.sqlite")
    kept = store(tmp_path, Clock()).add(record(at=NOON))
    assert store(tmp_path).find(kept.id, Audience.PUBLIC) == kept
    (tmp_path / "real" / "kept.sqlite").write_bytes(b"\xa5" * 9000)
    store(tmp_path).add(record())
    assert (tmp_path / NAME).is_symlink()
    assert (tmp_path / "real" / "kept.sqlite.damaged-20260301T120000Z").exists()
