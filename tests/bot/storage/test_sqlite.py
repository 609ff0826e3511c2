"""SQLite's file: shared by threads and processes, named in a sentence where it fails, and without traces."""

from __future__ import annotations

import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import Audience, Requester, Turn
from bot.storage import database
from bot.storage.database import FILE
from bot.storage.storage import Storage
from bot.storage.tables import records
from ingest.errors import ConfigurationError, StorageFullError, UnavailableError
from tests.bot.storage.samples import Clock, record, remark, storage_in
from tests.ingest.embedding.full_disk import no_file_larger_than
from tests.ingest.unprivileged import folder_for_nobody, without_privileges

pytestmark = pytest.mark.slow

KIM, LEE = Requester("chat", "room", "Kim Gildong"), Requester("chat", "room", "Lee")
PUBLIC = Audience.PUBLIC
_PIECE = 16  # bytes; in compressed text no two records share so many in a row but at their start

WRITER = """
import pathlib, sys
from bot.models import Audience, Requester, Turn
from tests.bot.storage.samples import record, storage_in
storage = storage_in(pathlib.Path(sys.argv[1]))
sys.stdin.readline()
for number in range(20):
    print(storage.records.add(record()).id)
    storage.conversations.add(Requester("chat", "room", "other"), Audience.PUBLIC, Turn(f"{number}"))
    storage.guild_settings.change(1, lambda known: known.with_forum(number))
"""


def test_reading_makes_no_file(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    assert storage.records.find("0a1b2c3d", PUBLIC) is None
    assert list(storage.records.all(PUBLIC)) == []
    assert not storage.feedback.remarks()
    assert storage.conversations.turns(KIM, PUBLIC) == ()
    assert not storage.guild_settings.of(1).roles
    storage.guild_settings.forget(1)
    storage.shares.settle("0a1b2c3d", 7)
    nothing = storage_in(tmp_path, keep_days=0)
    nothing.forget(KIM)
    nothing.records.add(record(requester=nothing.records.key_of(KIM)))
    nothing.feedback.add(remark())
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_may_read_the_file_and_no_name_is_in_it(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    storage.conversations.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    storage.records.add(record(requester=storage.records.key_of(KIM)))
    with somebody_reading(tmp_path):
        modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        assert modes == {0o600}
        assert b"Gildong" not in all_bytes(tmp_path)


def test_processes_and_threads_that_begin_a_file_at_once_lose_nothing(tmp_path: Path) -> None:
    pipe, storage = subprocess.PIPE, storage_in(tmp_path)
    command = [sys.executable, "-W", "error", "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    with ThreadPoolExecutor(10) as pool:
        here = list(pool.map(lambda _: storage.records.add(record()).id, range(50)))
        found = [writer.communicate("go\n") for writer in writers]
    assert [(writer.returncode, error) for writer, (_, error) in zip(writers, found, strict=True)] == [
        (0, "")
    ] * 2
    ids = here + [identifier for out, _ in found for identifier in out.split()]
    assert {kept.id for kept in storage.records.all(PUBLIC)} == set(ids)
    assert len(set(ids)) == 50 + 2 * 20
    assert len(storage.conversations.turns(Requester("chat", "room", "other"), PUBLIC)) == 2 * 20
    assert storage.guild_settings.of(1).forums == frozenset(range(20))


def test_a_store_goes_on_when_its_file_is_deleted_under_it(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    lost = storage.records.add(record())
    with somebody_reading(tmp_path):
        storage.records.add(record())
        (tmp_path / FILE).unlink()
        assert (tmp_path / f"{FILE}-wal").stat().st_size
        assert storage.records.find(lost.id, PUBLIC) is None
        kept = storage.records.add(record())
    assert storage.records.find(kept.id, PUBLIC) == kept


def test_a_full_disk_is_named_and_what_was_kept_stays(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    kept = storage.records.add(record())
    large = record(question=" ".join(str(number**3) for number in range(30_000)))
    with no_file_larger_than(120_000), pytest.raises(StorageFullError, match="free some space"):
        storage.records.add(large)
    assert storage.records.find(kept.id, PUBLIC) == kept
    assert storage.records.add(record()).id


@pytest.mark.parametrize("room", [0, 512, 4096, 9000, 50_000])
def test_a_disk_that_is_full_from_the_start_leaves_nothing_that_harms(tmp_path: Path, room: int) -> None:
    with no_file_larger_than(room), pytest.raises(StorageFullError):
        storage_in(tmp_path).records.add(record())
    kept = storage_in(tmp_path).records.add(record())
    assert storage_in(tmp_path).records.find(kept.id, PUBLIC) == kept


def test_a_folder_or_file_that_may_not_be_written_is_named() -> None:
    with folder_for_nobody() as folder:
        with without_privileges(), pytest.raises(StorageFullError, match="see to its permissions"):
            storage_in(folder).records.add(record())
        storage_in(folder / "closed").records.add(record())
        (folder / "closed" / FILE).chmod(0o444)
        with without_privileges(), pytest.raises(StorageFullError, match="permissions"):
            storage_in(folder / "closed").records.add(record())


def test_a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (tmp_path / "file").write_text("")
    for folder in (tmp_path, tmp_path / "file"):
        with pytest.raises(StorageFullError):
            storage_in(folder).records.add(record())


def test_a_file_that_another_holds_is_read_and_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.05)
    kept = storage_in(tmp_path).records.add(record())
    with somebody_reading(tmp_path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="in use"):
            storage_in(tmp_path).records.add(record())
        assert storage_in(tmp_path).records.find(kept.id, PUBLIC) == kept


@pytest.mark.parametrize("offset", [0, 4096])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, offset: int) -> None:
    storage = storage_in(tmp_path)
    for _ in range(30):
        storage.records.add(record())
    with (tmp_path / FILE).open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * 60_000)
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"{FILE}{suffix}").unlink(missing_ok=True)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ConfigurationError, match="is damaged; put a backup in its place, or move it away"):
        storage.records.add(record())
    assert (tmp_path / FILE).read_bytes() == before
    (tmp_path / FILE).unlink()
    assert storage.records.add(record()).id


@pytest.mark.parametrize("made", ["CREATE TABLE chats (text)", "CREATE TABLE concord_meta (other)"])
def test_another_programs_database_is_left_alone(tmp_path: Path, made: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.executescript(made)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ConfigurationError, match=r"is no database of Concord; name another one"):
        storage_in(tmp_path).records.add(record())
    assert (tmp_path / FILE).read_bytes() == before


def test_a_database_of_a_later_release_is_left_alone(tmp_path: Path) -> None:
    storage_in(tmp_path).records.add(record())
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE concord_meta SET value = '2' WHERE key = 'schema'")
    with pytest.raises(ConfigurationError, match="later release of Concord; update Concord, or"):
        storage_in(tmp_path).records.add(record())


def test_a_file_elsewhere_is_used_where_an_address_names_it_and_a_link_is_followed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/else where/talk.sqlite"
    kept = storage_in(tmp_path / "index", url=url).records.add(record())
    assert not (tmp_path / "index").exists()
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "else where" / "talk.sqlite")
    linked = storage_in(tmp_path, url=f"sqlite:///{tmp_path}/link.sqlite")
    with somebody_reading(tmp_path / "else where", "talk.sqlite"):
        assert linked.records.find(kept.id, PUBLIC) == kept
        linked.records.add(record())
    assert not list(tmp_path.glob("link.sqlite-*"))


def filled(storage: Storage, clock: Clock, person: Requester, count: int) -> None:
    """Records, some of which fit into a page and some of which span several, remarks and turns."""
    dice, key = random.Random(person.person), storage.records.key_of(person)
    for _ in range(count):
        words = " ".join(dice.randbytes(8).hex() for _ in range(dice.choice([1, 30, 200, 900])))
        kept = storage.records.add(record(requester=key, question=words, at=clock.now))
        storage.feedback.add(remark(key, answer=kept.id, at=clock.now, wrong=f"{person.person} complains"))
        storage.conversations.add(person, PUBLIC, Turn(f"{person.person} asks {words}"))


def bodies(storage: Storage, person: Requester) -> list[bytes]:
    key = storage.records.key_of(person)
    query = select(records.c.body).where(records.c.requester == key)
    return list(storage.database.read(lambda connection: connection.scalars(query).all()) or ())


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def pieces_left(folder: Path, gone: list[bytes], kept: list[bytes]) -> int:
    """How many pieces of `gone` stand in any file of the folder, but for those that other records share."""
    pieces = {body[at : at + _PIECE] for body in gone for at in range(0, len(body) - _PIECE, _PIECE)}
    pieces -= {body[at : at + _PIECE] for body in kept for at in range(len(body))}
    assert len(pieces) > 500
    files = all_bytes(folder)
    return sum(piece in files for piece in pieces)


@contextmanager
def somebody_reading(folder: Path, name: str = FILE) -> Iterator[sqlite3.Connection]:
    """An open connection, which keeps the write-ahead log from being removed."""
    with closing(sqlite3.connect(folder / name, isolation_level=None)) as db:
        db.execute("SELECT count(*) FROM concord_records").fetchone()
        yield db


@pytest.mark.parametrize("is_shared", [False, True])
def test_of_whoever_is_forgotten_nothing_is_left_in_the_file(tmp_path: Path, is_shared: bool) -> None:
    clock = Clock()
    storage = storage_in(tmp_path, clock)
    for _ in range(4):
        filled(storage, clock, KIM, 4)
        filled(storage, clock, LEE, 3)
    gone, kept, key = bodies(storage, KIM), bodies(storage, LEE), storage.records.key_of(KIM).encode()
    assert pieces_left(tmp_path, gone, kept) > 500
    with somebody_reading(tmp_path) if is_shared else closing(sqlite3.connect(":memory:")):
        assert storage.forget(KIM).records == 16
        assert pieces_left(tmp_path, gone, kept) == 0
        left = all_bytes(tmp_path)
        assert not any(word in left for word in (key, b"Kim Gildong asks", b"Kim Gildong complains"))
    assert bodies(storage, LEE) == kept


def test_of_what_has_had_its_time_nothing_is_left_in_the_file(tmp_path: Path) -> None:
    clock = Clock()
    storage = storage_in(tmp_path, clock, keep_days=30)
    filled(storage, clock, KIM, 12)
    gone = bodies(storage, KIM)
    clock.days_later(31)
    with somebody_reading(tmp_path):
        assert pieces_left(tmp_path, gone, []) > 500
        filled(storage, clock, LEE, 1)
        assert pieces_left(tmp_path, gone, bodies(storage, LEE)) == 0
        assert b"Kim Gildong" not in all_bytes(tmp_path)


def test_traces_that_could_not_be_erased_are_erased_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.05)
    clock = Clock()
    storage = storage_in(tmp_path, clock)
    filled(storage, clock, KIM, 20)
    gone = bodies(storage, KIM)
    with somebody_reading(tmp_path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM concord_records").fetchone()
        with pytest.raises(UnavailableError, match="try again"):
            storage.forget(KIM)
        assert bodies(storage, KIM) == []
        assert pieces_left(tmp_path, gone, []) > 0
        reader.execute("COMMIT")
        assert storage.forget(KIM).records == 0
        assert pieces_left(tmp_path, gone, []) == 0


def test_a_sweep_that_finds_no_room_to_erase_costs_no_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    storage = storage_in(tmp_path, clock, keep_days=30)
    filled(storage, clock, KIM, 9)
    clock.days_later(29)
    filled(storage, clock, LEE, 50)
    gone = bodies(storage, KIM)
    clock.days_later(1)
    with somebody_reading(tmp_path) as reader:
        reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Room in the log for some pages, and not for the whole file once more.
        with no_file_larger_than((tmp_path / FILE).stat().st_size * 3 // 4):
            added = storage.records.add(record(at=clock.now))
    assert "traces" in caplog.text
    assert storage.records.find(added.id, PUBLIC) == added
    clock.days_later(1)
    storage.records.add(record(at=clock.now))
    assert pieces_left(tmp_path, gone, bodies(storage, LEE)) == 0


def test_a_full_disk_stops_forgetting_with_a_sentence(tmp_path: Path) -> None:
    clock = Clock()
    storage = storage_in(tmp_path, clock)
    filled(storage, clock, KIM, 20)
    with no_file_larger_than(8192), pytest.raises(StorageFullError, match="free some space"):
        storage.forget(KIM)
    storage.forget(KIM)
    assert bodies(storage, KIM) == []


@pytest.mark.parametrize("seed", range(10))
def test_the_copies_that_sqlite_leaves_when_it_moves_rows_are_erased_too(tmp_path: Path, seed: int) -> None:
    # With the rewriting left out, one of ten such histories leaves a copy of a deleted row or of its
    # requester.
    dice, storage = random.Random(seed), storage_in(tmp_path)
    key = storage.records.key_of(KIM)
    rows = [
        {
            "id": f"{number}",
            "at": 0.0,
            "requester": dice.choice([key, "other", "other"]),
            "audience": "public",
            "body": dice.randbytes(dice.choice([150, 300, 700, 1500])),
        }
        for number in range(400)
    ]
    for start in range(0, 400, 100):
        part = rows[start : start + 100]
        storage.database.write(lambda connection, part=part: connection.execute(records.insert(), part))  # type: ignore[misc]
        some = [str(number) for number in dice.sample(range(start + 100), start // 3)]
        thinned = records.delete().where(records.c.id.in_(some))
        storage.database.write(lambda connection, thinned=thinned: connection.execute(thinned))  # type: ignore[misc]
    gone = [row["body"] for row in rows if row["requester"] == key]
    storage.forget(KIM)
    assert pieces_left(tmp_path, gone, []) == 0  # type: ignore[arg-type]
    assert key.encode() not in all_bytes(tmp_path)
