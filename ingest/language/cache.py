"""Keeps what the Korean morphology found in a text, so that unchanged text is never analysed again.

One SQLite file, keyed by the morphology's identity and the text's SHA-256. It holds nothing that cannot be
computed again: a damaged file is removed and begun anew, and where nothing can be written the work is done
without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ingest.language.korean import Morphology, Part

log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS parts (
    morphology TEXT NOT NULL, text_sha256 BLOB NOT NULL, parts BLOB NOT NULL,
    PRIMARY KEY (morphology, text_sha256)
) WITHOUT ROWID
"""
_KEYS = 500  # keys in one statement; SQLite's oldest limit is 999
_WAIT_S = 60.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF  # an extended result code keeps the primary one in its lowest byte


class CachedMorphology:
    """A morphology that analyses each text once, ever."""

    def __init__(self, morphology: Morphology, path: Path) -> None:
        self._morphology = morphology
        self._path = path

    @property
    def identity(self) -> str:
        """See `Morphology`."""
        return self._morphology.identity

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        """See `Morphology`."""
        digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        known = self._stored(digests)
        fresh = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if fresh:
            found = dict(zip(fresh, self._morphology.parts(list(fresh.values())), strict=True))
            self._store(found)
            known |= found
        return [known[digest] for digest in digests]

    def _stored(self, digests: Sequence[bytes]) -> dict[bytes, list[Part]]:
        known: dict[bytes, list[Part]] = {}
        try:
            with _opened(self._path) as connection:
                for start in range(0, len(digests), _KEYS):
                    known |= _select(connection, self.identity, digests[start : start + _KEYS])
        except sqlite3.DatabaseError as error:
            self._give_up(error)
        return known

    def _store(self, found: Mapping[bytes, Sequence[Part]]) -> None:
        rows = [
            (self.identity, digest, zlib.compress(json.dumps(parts).encode(), 1))
            for digest, parts in found.items()
        ]
        try:
            with _opened(self._path) as connection:
                connection.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", rows)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        log.warning("The cache of Korean words %s cannot be used: %s", self._path, error)
        if getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _DAMAGED:
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept if nothing went wrong, and which is closed in any case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=_WAIT_S)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last writes only
        connection.execute(_SCHEMA)
        yield connection


def _select(
    connection: sqlite3.Connection, morphology: str, digests: Sequence[bytes]
) -> dict[bytes, list[Part]]:
    marks = ",".join("?" * len(digests))
    rows = connection.execute(
        f"SELECT text_sha256, parts FROM parts WHERE morphology = ? AND text_sha256 IN ({marks})",
        (morphology, *digests),
    )
    return {
        digest: [(form, start) for form, start in json.loads(zlib.decompress(blob))] for digest, blob in rows
    }
