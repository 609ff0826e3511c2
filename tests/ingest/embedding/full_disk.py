"""A stand-in for a full disk: the system refuses to let any file grow past a limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def no_file_larger_than(limit_bytes: int) -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="file size limits are a POSIX feature")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
