"""The table of a file's own notes, with the secret by which the names in the file are hashed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID"
_SECRET_BYTES = 32


def with_secret(randomness: Callable[[int], bytes]) -> Callable[[sqlite3.Connection], object]:
    """Fills a new file with a secret of 32 bytes from `randomness`, such as `os.urandom`."""
    return lambda db: db.execute("INSERT INTO meta VALUES ('secret', ?)", [randomness(_SECRET_BYTES)])


def secret_of(db: sqlite3.Connection) -> bytes:
    """The 32 random bytes of this file."""
    return bytes(db.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()[0])
