"""Threads and processes share a file, and none loses a record to another."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from bot.models import Audience
from bot.records.store import Records
from tests.bot.records.samples import record, store

_THREADS = 20
_EACH = 10

WRITER = """
import pathlib, sys
from tests.bot.records.samples import record, store
records = store(pathlib.Path(sys.argv[1]))
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    print(records.add(record(question=f"Question {number}?")).id, flush=True)
"""


def added_by_threads(of_thread: list[Records]) -> list[str]:
    """The ids of what twenty threads added that began at the same moment."""
    together = Barrier(_THREADS)

    def add(records: Records) -> list[str]:
        together.wait()
        return [records.add(record()).id for _ in range(_EACH)]

    with ThreadPoolExecutor(_THREADS) as pool:
        return [each for ids in pool.map(add, of_thread) for each in ids]


def test_twenty_threads_with_one_store_begin_a_file_and_lose_nothing(tmp_path: Path) -> None:
    records = store(tmp_path)
    ids = added_by_threads([records] * _THREADS)
    assert len(set(ids)) == _THREADS * _EACH
    assert all(records.find(each, Audience.PUBLIC) for each in ids)


def test_twenty_threads_with_stores_of_their_own_lose_nothing(tmp_path: Path) -> None:
    store(tmp_path).add(record())
    ids = added_by_threads([store(tmp_path) for _ in range(_THREADS)])
    assert len(set(ids)) == _THREADS * _EACH
    assert all(store(tmp_path).find(each, Audience.PUBLIC) for each in ids)


def test_processes_that_begin_a_file_at_once_lose_nothing_and_share_its_secret(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), "50"]
    pipe = subprocess.PIPE
    writers = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for each in writers:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    ids = added_by_threads([store(tmp_path)] * _THREADS)
    for each in writers:
        ids += each.communicate()[0].split()
        assert each.returncode == 0
    assert len(set(ids)) == _THREADS * _EACH + 3 * 50
    assert all(store(tmp_path).find(each, Audience.PUBLIC) for each in ids)
    assert not list(tmp_path.glob("*.damaged*"))


def test_twenty_threads_that_meet_a_damaged_file_move_it_aside_once(tmp_path: Path) -> None:
    for attempt in range(1, 6):
        (tmp_path / "answers.sqlite").write_bytes(b"\xa5" * 9000)
        ids = added_by_threads([store(tmp_path)] * _THREADS)
        assert len(list(tmp_path.glob("*.damaged-*"))) == attempt
        assert all(store(tmp_path).find(each, Audience.PUBLIC) for each in ids)


def test_a_store_goes_on_when_its_file_is_deleted_under_it(tmp_path: Path) -> None:
    records = store(tmp_path)
    lost = records.add(record())
    (tmp_path / "answers.sqlite").unlink()
    assert records.find(lost.id, Audience.PUBLIC) is None
    kept = records.add(record())
    assert records.find(kept.id, Audience.PUBLIC) == kept


def test_a_log_that_is_left_of_a_deleted_file_is_not_played_into_the_new_one(tmp_path: Path) -> None:
    records = store(tmp_path)
    records.add(record())
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as open_elsewhere:
        open_elsewhere.execute("SELECT * FROM records").fetchall()
        lost = records.add(record())
        (tmp_path / "answers.sqlite").unlink()
        assert (tmp_path / "answers.sqlite-wal").stat().st_size
        kept = records.add(record())
    assert records.find(lost.id, Audience.PUBLIC) is None
    assert records.find(kept.id, Audience.PUBLIC) == kept
    assert not list(tmp_path.glob("*.damaged-*"))


def test_keeping_a_record_loads_nothing_heavy() -> None:
    code = (
        "import sys, bot.records.store, bot.records.settings; "
        "print([each for each in ('numpy', 'rich', 'sqlalchemy', 'llama_index', 'chromadb', 'torch') "
        "if each in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
