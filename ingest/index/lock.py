"""Lets one ingest at a time change an index, and tells the others who is at it."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import UnavailableError


@contextmanager
def only_writer(folder: Path, *, wait_s: float) -> Iterator[None]:
    """Holds the index's lock; after `wait_s` seconds of waiting raises UnavailableError, naming the holder.

    The operating system drops the lock with the process that holds it, so a killed ingest blocks nobody.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "lock-holder.json"
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as taken:
        raise UnavailableError(
            f"Another ingest is changing this index ({_holder(holder)}); wait for it to end and run again."
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


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text())
        return f"process {who['process']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError):
        return "it has not said who it is"
