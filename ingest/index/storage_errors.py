"""Says in one sentence what is wrong with the disk that an index lies on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import ConfigurationError, IndexNotBuiltError, StorageFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST}
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_PRIMARY_CODE = 0xFF  # an extended result code of SQLite keeps the primary one in its lowest byte


@contextmanager
def translate_disk_errors(folder: Path) -> Iterator[None]:
    """Raise StorageFullError for a full disk and ConfigurationError for a folder that may not be written."""
    try:
        yield
    except OSError as failed:
        if failed.errno in _CLOSED:
            raise ConfigurationError(
                f"The index folder {folder} cannot be written by you; "
                "give yourself permission or name another folder in the settings."
            ) from failed
        if failed.errno in _FULL:
            raise full_disk(folder) from failed
        raise
    except sqlite3.OperationalError as failed:
        if failed.sqlite_errorcode & _PRIMARY_CODE in _SQLITE_FULL:
            raise full_disk(folder) from failed
        raise


def full_disk(folder: Path | str) -> StorageFullError:
    return StorageFullError(
        f"The disk that holds {folder} is full or cannot be written; free some space and run again "
        "(what was indexed before still answers)."
    )


def no_room_to_read(folder: Path | str) -> StorageFullError:
    """Not even a reader's few kilobytes can be written: Chroma writes when it opens."""
    return StorageFullError(
        f"The disk that holds {folder} has no room left, and Chroma needs some even to read; "
        "free a megabyte and try again."
    )


def damaged_index(folder: Path | str) -> IndexNotBuiltError:
    return IndexNotBuiltError(
        f"The index in {folder} is damaged or closed to you; check its permissions, or remove that folder "
        "and run concord-ingest."
    )
