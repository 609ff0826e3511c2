"""Settings are kept for every server by itself, and no change is lost, whoever makes it."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from bot.discord.servers.settings import ServerSettings
from bot.discord.servers.store import FILE, Servers
from bot.models import Audience
from bot.storage import database
from ingest.errors import ConfigurationError, StorageFullError, UnavailableError
from tests.ingest.embedding.full_disk import no_file_larger_than
from tests.ingest.unprivileged import folder_for_nobody, without_privileges

HARBOUR, FERRY, ROLE = 1, (1 << 63) - 1, 5  # the second is the largest id that Discord could give
NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
CHANGER = """
import datetime as dt, pathlib, sys
from bot.discord.servers.store import Servers
servers = Servers(pathlib.Path(sys.argv[1]), clock=lambda: dt.datetime.now(dt.UTC))
sys.stdin.readline()
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 50):
    servers.change(1, lambda known: known.with_forum(number))
"""


class Clock:
    """Says what time it is told to be."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now


def servers_in(folder: Path, clock: Clock | None = None) -> Servers:
    return Servers(folder / FILE, clock=clock or Clock())


def mapped(known: ServerSettings) -> ServerSettings:
    return known.mapping(ROLE, Audience.STAFF)


def test_a_server_that_changed_nothing_has_the_usual_settings_and_makes_no_file(tmp_path: Path) -> None:
    servers = servers_in(tmp_path)
    assert servers.of(HARBOUR) == ServerSettings()
    servers.forget(HARBOUR)
    assert list(tmp_path.iterdir()) == []


def test_a_change_is_kept_for_its_server_alone(tmp_path: Path) -> None:
    changed = servers_in(tmp_path).change(FERRY, mapped)
    assert changed.roles == {ROLE: Audience.STAFF}
    assert servers_in(tmp_path).of(FERRY) == changed
    assert servers_in(tmp_path).of(HARBOUR) == ServerSettings()


def test_a_change_is_seen_at_once_and_one_of_another_process_within_a_second(tmp_path: Path) -> None:
    clock = Clock()
    servers, other = servers_in(tmp_path, clock), servers_in(tmp_path)
    servers.change(HARBOUR, mapped)
    assert servers.of(HARBOUR).roles
    other.change(HARBOUR, lambda known: known.mapping(ROLE, Audience.PUBLIC))
    assert servers.known(HARBOUR) is not None
    clock.now += dt.timedelta(seconds=1)
    assert servers.known(HARBOUR) is None
    assert not servers.of(HARBOUR).roles
    servers.change(HARBOUR, mapped)
    assert servers.known(HARBOUR) is None
    assert servers.of(HARBOUR).roles


def test_what_was_read_before_a_change_is_not_remembered_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = servers_in(tmp_path)
    servers.change(HARBOUR, mapped)
    use = servers._database.use

    def interrupted(action: Callable[[sqlite3.Connection], ServerSettings]) -> ServerSettings:
        monkeypatch.undo()
        found = use(action)
        servers.change(HARBOUR, lambda known: known.mapping(ROLE, Audience.PUBLIC))
        return found

    monkeypatch.setattr(servers._database, "use", interrupted)
    assert servers.of(HARBOUR).roles
    assert not servers.of(HARBOUR).roles


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    servers = servers_in(tmp_path)
    servers.change(HARBOUR, mapped)
    servers.change(FERRY, mapped)
    servers.forget(HARBOUR)
    assert servers.of(HARBOUR) == ServerSettings()
    assert servers.of(FERRY).roles


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    servers = servers_in(tmp_path)
    kept = servers.change(HARBOUR, mapped)

    def fail(_: ServerSettings) -> ServerSettings:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one above
        servers.change(HARBOUR, fail)
    assert servers.of(HARBOUR) == kept


def test_twenty_threads_lose_no_change(tmp_path: Path) -> None:
    servers, together = servers_in(tmp_path), Barrier(20)

    def add(first: int) -> None:
        together.wait()
        for number in range(first, first + 10):
            servers.change(HARBOUR, lambda known, number=number: known.with_forum(number))  # type: ignore[misc]

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(0, 200, 10)))
    assert servers.of(HARBOUR).forums == frozenset(range(200))


def test_processes_lose_no_change(tmp_path: Path) -> None:
    run = [sys.executable, "-c", CHANGER, str(tmp_path / FILE)]
    changers = [
        subprocess.Popen([*run, str(first)], stdin=subprocess.PIPE, text=True) for first in (0, 50, 100)
    ]
    for each in changers:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    for each in changers:
        each.communicate()
        assert each.returncode == 0
    assert servers_in(tmp_path).of(HARBOUR).forums == frozenset(range(150))


def test_a_full_disk_is_named_and_what_was_kept_stays(tmp_path: Path) -> None:
    servers = servers_in(tmp_path)
    kept = servers.change(HARBOUR, mapped)
    with no_file_larger_than(20_000), pytest.raises(StorageFullError, match="settings of Discord servers"):
        servers.change(HARBOUR, lambda known: known.model_copy(update={"forums": frozenset(range(9_999))}))
    assert servers.of(HARBOUR) == kept


def test_a_file_that_may_not_be_written_is_named() -> None:
    with folder_for_nobody() as folder:
        servers_in(folder).change(HARBOUR, mapped)
        (folder / FILE).chmod(0o444)
        with without_privileges(), pytest.raises(StorageFullError, match="permissions"):
            servers_in(folder).change(HARBOUR, lambda known: known.with_forum(1))


def test_a_locked_file_is_read_and_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.05)
    kept = servers_in(tmp_path).change(HARBOUR, mapped)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="in use"):
            servers_in(tmp_path).change(HARBOUR, lambda known: known.with_forum(1))
        assert servers_in(tmp_path).of(HARBOUR) == kept


def test_a_damaged_file_is_moved_aside_and_nobody_is_mapped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    servers_in(tmp_path).change(HARBOUR, mapped)
    (tmp_path / FILE).write_bytes(b"\xa5" * 9000)
    with caplog.at_level(logging.WARNING):
        assert servers_in(tmp_path).of(HARBOUR) == ServerSettings()
    assert "damaged" in caplog.text
    assert (tmp_path / f"{FILE}.damaged-20260301T120000Z").exists()


@pytest.mark.parametrize("damaged", ["", "{", '{"roles": {"5": "everything"}}', '{"roles": {"5"', "[]"])
def test_damaged_settings_of_one_server_map_nobody_there(damaged: str, tmp_path: Path) -> None:
    servers = servers_in(tmp_path)
    servers.change(HARBOUR, mapped)
    servers.change(FERRY, mapped)
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE servers SET settings = ? WHERE guild = ?", [damaged, HARBOUR])
    assert servers_in(tmp_path).of(HARBOUR) == ServerSettings()
    assert servers_in(tmp_path).of(FERRY).roles
    assert servers_in(tmp_path).change(HARBOUR, mapped).roles


def test_another_programs_file_and_a_later_releases_are_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("CREATE TABLE servers (guild, settings)")
    with pytest.raises(ConfigurationError, match=r"no file of settings of Discord servers; move it away\."):
        servers_in(tmp_path).of(HARBOUR)
    (tmp_path / FILE).unlink()
    servers_in(tmp_path).change(HARBOUR, mapped)
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(ConfigurationError, match="later release"):
        servers_in(tmp_path).of(HARBOUR)
