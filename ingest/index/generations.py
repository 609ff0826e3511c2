"""The folders of an index: generations, the pointer to the current one, and the lock of who writes.

The pointer is one small file that is replaced in one step, so an index is as before or as after, never
between.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexNotBuiltError, UnavailableError
from ingest.index.storage_errors import translate_disk_errors

_CURRENT = "current"
_IDENTITY = "identity"
_GENERATIONS = "generations"
_NAME = re.compile(r"\d{6,}-[0-9a-f]{6}")


class Generations:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> str | None:
        """The name of the current generation, or None before the first or if it was removed by hand.

        Raises IndexNotBuiltError where the pointer is damaged.
        """
        name = self._pointed_at()
        while name is not None and not self.folder(name).is_dir():
            # It is gone: either an ingest has just put another in its place, or somebody removed the folder.
            if (again := self._pointed_at()) == name:
                return None
            name = again
        return name

    def folder(self, generation: str) -> Path:
        return self._folder / _GENERATIONS / generation

    def identity(self) -> str:
        """A short random name of this index, made once; it tells apart indexes that share a Chroma server."""
        path = self._folder / _IDENTITY
        if not path.exists():
            with translate_disk_errors(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
                with _draft(path, secrets.token_hex(4)) as draft, suppress(FileExistsError):
                    path.hardlink_to(draft)  # unlike a rename it never replaces another process's name
        return path.read_text(encoding="ascii").strip()

    def start(self) -> str:
        """Make the empty folder of a new generation and return its name, which sorts after all others."""
        serial = int((self._pointed_at() or "0").split("-")[0]) + 1
        name = f"{serial:06d}-{secrets.token_hex(3)}"
        self.folder(name).mkdir(parents=True)
        return name

    def make_current(self, generation: str) -> None:
        """Swap `generation` in once all its files are safely on the disk."""
        for path in sorted(self.folder(generation).rglob("*"), reverse=True):
            _sync(path)
        _sync(self.folder(generation))
        _sync(self._folder / _GENERATIONS)
        with _draft(self._folder / _CURRENT, generation) as draft:
            draft.replace(self._folder / _CURRENT)
        _sync(self._folder)

    def clean(self) -> None:
        """Remove every generation but the current one, and drafts; call it only under the lock."""
        parent, current = self._folder / _GENERATIONS, self.current()
        for draft in self._folder.glob(f".{_CURRENT}.*"):
            draft.unlink(missing_ok=True)
        if parent.is_dir():
            for folder in parent.iterdir():
                if folder.name != current:
                    shutil.rmtree(folder, ignore_errors=True)

    def _pointed_at(self) -> str | None:
        path = self._folder / _CURRENT
        try:
            name = path.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        if _NAME.fullmatch(name) is None:
            raise IndexNotBuiltError(f"The file {path} is damaged; remove it and run concord-ingest.")
        return name


@contextmanager
def hold_write_lock(folder: Path, *, wait_s: float) -> Iterator[None]:
    """Hold the index's lock; after `wait_s` seconds of waiting raise UnavailableError, naming the holder.

    The operating system drops the lock with the process that holds it, so a killed ingest blocks nobody.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "lock-holder.json"
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as taken:
        raise UnavailableError(
            f"Another ingest is changing this index ({_describe(holder)}); wait for it to end and run again."
        ) from taken
    try:
        started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        holder.write_text(
            json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": started})
        )
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _describe(holder: Path) -> str:
    try:
        who = json.loads(holder.read_text())
        return f"process {who['process']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError):
        return "it has not said who it is"


@contextmanager
def _draft(path: Path, text: str) -> Iterator[Path]:
    """A file beside `path` with this text, safely on the disk, that is gone afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text + "\n", encoding="ascii")
        _sync(draft)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
