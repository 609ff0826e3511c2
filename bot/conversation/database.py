"""Opens the database of conversations, and says in one sentence what is wrong with one that does not open."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ConcordError, ConfigurationError, StorageFullError, UnavailableError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL
    from sqlalchemy.ext.asyncio import AsyncEngine

FILE = "conversations.sqlite"
_SETTING = "conversation.store"
_FOR_THE_OWNER = 0o600
_BUSY_S = 30.0
_FULL = {"SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
# WAL lets a process read while another writes; secure_delete overwrites what is forgotten.
_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON")


def engine_for(address: str, folder: Path) -> AsyncEngine:
    """An engine on `address`, or where it is empty on a SQLite file in `folder`; nothing is connected yet.

    Raises ConfigurationError where the address or its driver is not usable, without the address, which may
    hold a password.
    """
    from sqlalchemy import exc
    from sqlalchemy.ext.asyncio import create_async_engine

    try:
        url = _url(address, folder)
        if not url.get_dialect().is_async:
            raise exc.ArgumentError("its driver is not asynchronous")
        engine = create_async_engine(url, **_options(url))
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            f"The address in {_SETTING} needs the Python package {missing.name}, which is not installed; "
            "install it or name another database."
        ) from None
    except (exc.SQLAlchemyError, ValueError):
        raise ConfigurationError(
            f"The setting {_SETTING} is not the address of a database with an asynchronous driver, like "
            "sqlite+aiosqlite:///FILE or postgresql+asyncpg://HOST/NAME; correct it."
        ) from None
    if url.get_backend_name() == "sqlite":
        _prepare(url.database or "")
        _set_up(engine)
    return engine


@contextmanager
def readable() -> Iterator[None]:
    """Turns what a database raises into an error with a sentence for the user."""
    from sqlalchemy import exc

    try:
        yield
    except exc.DBAPIError as failed:
        raise _told(failed) from failed.orig
    except (exc.TimeoutError, TimeoutError) as failed:
        raise UnavailableError(
            "The database of conversations does not answer in time; try again later."
        ) from failed
    except OSError as failed:
        raise UnavailableError(
            f"The database of conversations cannot be reached; check that it runs and {_SETTING}."
        ) from failed


def _url(address: str, folder: Path) -> URL:
    from sqlalchemy.engine import URL, make_url

    if not address:
        return URL.create("sqlite+aiosqlite", database=str(folder / FILE))
    return make_url(address)


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {"pool_pre_ping": True, "hide_parameters": True}
    options: dict[str, Any] = {"connect_args": {"timeout": _BUSY_S}, "hide_parameters": True}
    if url.database not in (None, "", ":memory:"):
        # One connection: threads of one process then wait for each other here and not for SQLite's lock.
        options |= {"pool_size": 1, "max_overflow": 0, "pool_timeout": _BUSY_S}
    return options


def _prepare(file: str) -> None:
    """Makes the folder and an empty file that only its owner reads: it holds what people asked."""
    if file in ("", ":memory:") or file.startswith("file:"):
        return
    path = Path(file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _FOR_THE_OWNER))
    except OSError as failed:
        raise _unopened(path, failed) from failed


def _unopened(path: Path, failed: OSError) -> ConcordError:
    if failed.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFullError(f"The disk that holds {path} is full; free some space and try again.")
    return ConfigurationError(
        f"The conversations cannot be kept in {path} ({failed.strerror}); make it writable or name another "
        f"file in {_SETTING}."
    )


def _set_up(engine: AsyncEngine) -> None:
    from sqlalchemy import event

    @event.listens_for(engine.sync_engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _told(failed: Any) -> ConcordError:
    code = str(getattr(failed.orig, "sqlite_errorname", ""))
    primary = "_".join(code.split("_")[:2])
    if primary in _FULL:
        return StorageFullError(
            "The database of conversations cannot be written; free some space on its disk and check that it "
            "is writable."
        )
    if primary in _DAMAGED:
        return ConfigurationError(
            f"The database of conversations is damaged; remove its file or name another in {_SETTING}."
        )
    if primary == "SQLITE_CANTOPEN":
        return ConfigurationError(f"The database of conversations cannot be opened; correct {_SETTING}.")
    return UnavailableError(
        f"The database of conversations could not be used; check that it runs and {_SETTING}, and try again."
    )
