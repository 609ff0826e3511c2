"""What holds for every test: the time that the whole run took, which `make size` prints."""

from __future__ import annotations

import time

import pytest

_SECONDS = "concord/seconds"
_started = pytest.StashKey[float]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Remember when the run began."""
    session.config.stash[_started] = time.monotonic()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep how many tests ran and how long they took, in the controller of pytest-xdist."""
    cache = getattr(session.config, "cache", None)
    if cache is None or hasattr(session.config, "workerinput"):
        return
    seconds = time.monotonic() - session.config.stash[_started]
    cache.set(_SECONDS, {"tests": session.testscollected, "seconds": seconds})
