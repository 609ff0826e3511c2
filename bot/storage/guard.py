"""Keeps a file from being moved while somebody uses it, be it another thread or another process.

SQLite finds its log by the name of the file. Whoever has a file open that was moved would use the log of the
new one in its place, and spoil both. The folder is what is locked, so that no file need be added.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def used(folder: Path) -> Iterator[None]:
    """While this lasts nothing in `folder` is moved by `alone`."""
    with _locked(folder, is_shared=True):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Begins when nobody uses anything in `folder`, and while it lasts nobody begins to."""
    with _locked(folder, is_shared=False):
        yield


if sys.platform == "win32":

    @contextmanager
    def _locked(folder: Path, *, is_shared: bool) -> Iterator[None]:  # noqa: ARG001
        yield  # Windows moves no file that somebody has open

else:
    import fcntl

    @contextmanager
    def _locked(folder: Path, *, is_shared: bool) -> Iterator[None]:
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:  # a folder that may be used and not listed goes without a lock
            yield
            return
        try:
            with suppress(OSError):  # as does one on a network that knows no locks
                fcntl.flock(handle, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
