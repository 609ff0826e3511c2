"""Keeps the settings of the servers in a SQLite file, for any number of threads and processes."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from bot.discord.servers.settings import ServerSettings
from bot.storage.database import Database
from bot.storage.layout import Layout

log = logging.getLogger(__name__)

FILE = "discord.sqlite"
# Another process may have changed them: a role that was taken out of the mapping is heeded within this time.
_FRESH = dt.timedelta(seconds=1)
_LAYOUT = Layout(
    noun="settings of Discord servers",
    application_id=0x436F_6E44,  # "ConD"
    version=1,
    statements=("CREATE TABLE servers (guild INTEGER PRIMARY KEY, settings TEXT NOT NULL)",),
    remedy="move it away",
)
Change = Callable[[ServerSettings], ServerSettings]


class Servers:
    """The settings of the servers in the file at `path`, which is made with the first change.

    `clock` tells the time with its zone. Methods other than `known` block for about a millisecond and raise
    StorageFullError, UnavailableError or ConfigurationError where the file is not to be used; a damaged one
    is moved aside, and all servers are again as they were at first: nobody is mapped to more than the public.
    """

    def __init__(self, path: Path, *, clock: Callable[[], dt.datetime]) -> None:
        self._database = Database(path, _LAYOUT, clock=clock)
        self._clock = clock
        self._lock = threading.Lock()
        self._changes = 0
        self._read: dict[int, tuple[dt.datetime, ServerSettings]] = {}

    def known(self, guild: int) -> ServerSettings | None:
        """The settings as they were read a moment ago, without asking the disk; None where they were not."""
        with self._lock:
            read = self._read.get(guild)
        is_fresh = read is not None and dt.timedelta(0) <= self._clock() - read[0] < _FRESH
        return read[1] if read is not None and is_fresh else None

    def of(self, guild: int) -> ServerSettings:
        """The settings of the server with this id; the usual ones where it changed none."""
        known = self.known(guild)
        if known is not None:
            return known
        changes, now = self._changes, self._clock()
        if self._database.is_missing:
            settings = ServerSettings()
        else:
            settings = self._database.use(lambda db: _settings(db, guild))
        with self._lock:
            if changes == self._changes:  # else it may be what was before the change
                self._read[guild] = (now, settings)
        return settings

    def change(self, guild: int, change: Change) -> ServerSettings:
        """What `change` makes of the settings, kept; no other change is lost, whoever makes it meanwhile."""

        def write(db: sqlite3.Connection) -> ServerSettings:
            before = _settings(db, guild)
            after = change(before)
            if after != before:
                row = (guild, after.model_dump_json())
                db.execute("INSERT OR REPLACE INTO servers VALUES (?, ?)", row)
            return after

        try:
            return self._database.write(write)
        finally:
            self._drop(guild)

    def forget(self, guild: int) -> None:
        """Removes the settings of a server."""
        if self._database.is_missing:
            return
        try:
            self._database.write(lambda db: db.execute("DELETE FROM servers WHERE guild = ?", [guild]))
        finally:
            self._drop(guild)

    def _drop(self, guild: int) -> None:
        with self._lock:
            self._changes += 1
            self._read.pop(guild, None)


def _settings(db: sqlite3.Connection, guild: int) -> ServerSettings:
    row = db.execute("SELECT settings FROM servers WHERE guild = ?", [guild]).fetchone()
    if row is None:
        return ServerSettings()
    try:
        return ServerSettings.model_validate_json(row[0])
    except ValidationError:
        log.warning("The settings of server %s are damaged and begun anew", guild)
        return ServerSettings()
