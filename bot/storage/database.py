"""The database of one installation: a SQLite file in the index folder, or PostgreSQL by an address.

Writers take turns: a write transaction locks the whole database before it reads, so that nothing that it read
has changed when it writes. SQLite has a connection for each use, which takes about a millisecond; processes
need not know of each other, and a file that was deleted meanwhile is made anew.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, NullPool, create_engine, event, exc, func, inspect, make_url, select
from sqlalchemy.engine import Engine

from bot.storage import legacy
from bot.storage.settings import StorageSettings
from bot.storage.tables import METADATA, SCHEMA_VERSION, meta
from ingest.errors import ConcordError, ConfigurationError, StorageFullError, UnavailableError

FILE = "concord.sqlite"
_WAIT_S = 3  # for other writers: an answer must not wait long for what is kept of it
_SECRET_BYTES = 32
_ADVISORY_LOCK = 0x436F_6E63  # "Conc": what a writer locks in PostgreSQL
_PRAGMAS = ("synchronous = NORMAL", "secure_delete = ON", "foreign_keys = ON")
# Problems by SQLite's error codes, and by PostgreSQL's codes (the disk is full) or their classes (syntax or
# access, authorization, no such database).
_KINDS = {
    **dict.fromkeys(("FULL", "IOERR", "READONLY", "CANTOPEN", "PERM", "53100"), "unwritable"),
    **dict.fromkeys(("CORRUPT", "NOTADB"), "damaged"),
    **dict.fromkeys(("ERROR", "CONSTRAINT"), "foreign"),
    **dict.fromkeys(("42", "28", "3D"), "refused"),
}
_PROBLEMS: Mapping[str, tuple[type[ConcordError], str]] = {
    "unwritable": (
        StorageFullError,
        "{name} cannot be written; free some space on its disk, or see to its permissions.",
    ),
    "damaged": (
        ConfigurationError,
        "{name} is damaged; put a backup in its place, or move it away to begin a new one.",
    ),
    "foreign": (
        ConfigurationError,
        "{path} is no database of Concord; name another one in storage.url, or move it away.",
    ),
    "later": (
        ConfigurationError,
        "{name} was written by a later release of Concord; update Concord, or name another database in "
        "storage.url.",
    ),
    "refused": (
        ConfigurationError,
        "{name} refuses Concord (error {code}); check its name, the user's rights and that its tables are "
        "Concord's.",
    ),
    "in use": (UnavailableError, "{name} is in use; try again in a moment."),
    "unreachable": (
        UnavailableError,
        "{name} cannot be reached or is in use; check that it runs, and try again.",
    ),
}
Result = TypeVar("Result")


class Database:
    """Runs reads and writes in transactions; the tables are made with the first write.

    Methods raise StorageFullError where the database cannot be written, UnavailableError where it is locked
    or does not answer, and ConfigurationError where it is damaged, another program's or a later release's.
    `folder` holds the SQLite file of the default settings. Files of earlier releases are taken over from the
    folder of the SQLite file, or for PostgreSQL from `folder`.
    """

    def __init__(self, settings: StorageSettings, folder: Path, randomness: Callable[[int], bytes]) -> None:
        self._url = _url(settings.url.get_secret_value(), folder)
        self.path = Path(self._url.database or "") if self._is_sqlite else None
        self._folder = self.path.parent if self.path else folder
        self._chosen_secret = settings.secret.get_secret_value()
        self._randomness = randomness
        self._engine = _engine(self._url)
        self._lock = threading.Lock()
        self._prepared: object = None

    @property
    def exists(self) -> bool:
        """Whether there may be something to read."""
        return self._identity() is not None or bool(legacy.files_in(self._folder))

    def read(self, action: Callable[[Connection], Result]) -> Result | None:
        """What `action` returns in a transaction; None where there is no database yet."""
        if not self.exists:
            return None
        with self._plain_errors():
            self._prepare()
            with self._engine.begin() as connection:
                return action(connection)

    def write(self, action: Callable[[Connection], Result]) -> Result:
        """What `action` returns in a transaction of its own."""
        with self._plain_errors():
            self._prepare()
            with self._writing() as connection:
                return action(connection)

    def secrets(self, connection: Connection) -> list[bytes]:
        """The secrets that persons' keys are made with: the present one, then those of earlier releases."""
        query = select(meta.c.value).where(meta.c.key.startswith("secret")).order_by(meta.c.key)
        stored = [bytes.fromhex(value) for value in connection.scalars(query)]
        if self._chosen_secret:
            stored.insert(0, _digest(self._chosen_secret))
        return stored

    def erase_deleted(self) -> None:
        """Remove what was deleted from SQLite's file and log; PostgreSQL does so by itself.

        SQLite overwrites deleted rows but not the copies left where it moved rows between pages; VACUUM does.
        """
        if not self._is_sqlite:
            return
        with self._plain_errors(), self._engine.execution_options(concord_begin="").connect() as connection:
            connection.exec_driver_sql("VACUUM")
            is_busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if is_busy:
            raise self._problem("in use")

    def close(self) -> None:
        """Close the connections; the next use opens others."""
        self._engine.dispose()

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def _identity(self) -> object:
        """What tells a database from one made anew in its place; None where there is none."""
        if self.path is None:
            return self._url
        try:
            file = self.path.stat()
        except OSError:
            return None
        return (file.st_dev, file.st_ino) if file.st_size else None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.execution_options(concord_begin="BEGIN IMMEDIATE").begin() as connection:
            if not self._is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
            yield connection

    def _prepare(self) -> None:
        """Make the tables and take over files of earlier releases, once for each database."""
        with self._lock:
            if self._prepared is not None and self._prepared == self._identity():
                return
            if not self._is_ready():
                self._make_file()
                with self._writing() as connection:
                    self._create(connection)
                    legacy.take_over(connection, self._folder)
                with self._engine.begin() as connection:
                    legacy.remove(connection, self._folder)
                self._use_write_ahead_log()
            self._prepared = self._identity()

    def _is_ready(self) -> bool:
        if self._identity() is None or legacy.files_in(self._folder):
            return False
        with self._engine.begin() as connection:
            return self._schema(connection) == SCHEMA_VERSION

    def _schema(self, connection: Connection) -> int:
        """The version of the tables; 0 where there are none."""
        if not inspect(connection).has_table(meta.name):
            return 0
        version = int(connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) or 0)
        if version > SCHEMA_VERSION:
            raise self._problem("later")
        return version

    def _create(self, connection: Connection) -> None:
        if self._schema(connection):
            return
        if self._is_sqlite and inspect(connection).get_table_names():
            raise self._problem("foreign")
        METADATA.create_all(connection)
        rows = {"schema": str(SCHEMA_VERSION), "secret": self._randomness(_SECRET_BYTES).hex()}
        connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in rows.items()])

    def _make_file(self) -> None:
        """Make an empty file that only its owner may read: it holds what people asked."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as cause:
            raise self._problem("unwritable") from cause

    def _use_write_ahead_log(self) -> None:
        """Let readers and a writer work at once; another process that is busy will do it next time."""
        if self._is_sqlite:
            untransacted = self._engine.execution_options(concord_begin="")
            with untransacted.connect() as connection, suppress(exc.OperationalError):
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as failed:
            raise self._plain_error(failed.orig) from failed.orig
        except exc.SQLAlchemyError as failed:
            raise self._problem("unreachable") from failed

    def _plain_error(self, cause: Any) -> ConcordError:
        if isinstance(cause, sqlite3.Error):
            code = getattr(cause, "sqlite_errorname", "").removeprefix("SQLITE_").split("_")[0]
            return self._problem(_KINDS.get(code, "in use"))
        code = getattr(cause, "sqlstate", None) or ""
        return self._problem(_KINDS.get(code) or _KINDS.get(code[:2], "unreachable"), code)

    def _problem(self, kind: str, code: str = "") -> ConcordError:
        error, sentence = _PROBLEMS[kind]
        name = f"The database {self.path}" if self.path else "The database of storage.url"
        return error(sentence.format(name=name, path=self.path, code=code))


def _url(address: str, folder: Path) -> URL:
    """The address with the driver that Concord uses; raises ConfigurationError without showing a password."""
    if not address:
        return URL.create("sqlite", database=str((folder / FILE).resolve()))
    with suppress(exc.SQLAlchemyError, ValueError):
        url = make_url(address)
        match url.get_backend_name():
            case "sqlite" if url.database and url.database != ":memory:":
                # SQLite keeps its log beside the file itself, not beside a link to it.
                return URL.create("sqlite", database=str(Path(url.database).resolve()))
            case "postgresql":
                return url.set(drivername="postgresql+psycopg")
    raise ConfigurationError(
        "The setting storage.url is no address of a SQLite file or of a PostgreSQL database, like "
        "sqlite:///FILE or postgresql://HOST/NAME; correct it."
    )


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        options: dict[str, Any] = {"poolclass": NullPool, "connect_args": {"timeout": _WAIT_S}}
    else:
        limits = f"-c lock_timeout={_WAIT_S}s -c statement_timeout=60s"
        options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": _WAIT_S, "options": limits}}
    try:
        engine = create_engine(url, hide_parameters=True, **options)
    except ModuleNotFoundError:
        raise ConfigurationError(
            "storage.url names PostgreSQL, whose driver is not installed; run: pip install "
            "'concord[postgres]'."
        ) from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin as `_begin` says
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options().get("concord_begin", "BEGIN"):
        connection.exec_driver_sql(statement)


def _digest(secret: str) -> bytes:
    return blake2b(secret.encode("utf-8", "surrogatepass"), digest_size=_SECRET_BYTES).digest()
