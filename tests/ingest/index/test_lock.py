"""One ingest at a time: the second waits, or says who is at it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from ingest.errors import UnavailableError
from ingest.index.generations import hold_write_lock
from ingest.report import NoProgress
from tests.ingest.index.children import phase, start_ingest
from tests.ingest.workshop import Workshop, keyword, listed

_PATIENCE_S = 30.0
_FILES = {"harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n"}


class _Ask(NoProgress):
    """Starts another ingest while this one is at work."""

    def __init__(self, other: Workshop) -> None:
        self._other = other
        self.sentence = ""

    def stage(self, name: str, total: int) -> None:
        if total and "Building" in name:
            process = start_ingest(self._other)
            process.join()
            assert process.exitcode == 1
            self.sentence = (self._other.home / "refused").read_text(encoding="utf-8")


def test_a_second_ingest_says_who_holds_the_lock(workshop: Workshop) -> None:
    workshop.write(_FILES)
    asked = _Ask(workshop)
    workshop.ingest(progress=asked)
    assert asked.sentence.startswith("UnavailableError: Another ingest is changing this index (process ")
    assert f"process {os.getpid()} on " in asked.sentence
    assert asked.sentence.endswith("; wait for it to end and run again.")
    assert listed(workshop) == {"harbour.md": 1}


def test_a_second_ingest_waits_for_the_first_and_then_does_its_work(workshop: Workshop) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    workshop.lock_wait_s = _PATIENCE_S
    with hold_write_lock(workshop.folder, wait_s=0):
        process = start_ingest(workshop)
        workshop.write({"harbour.md": _FILES["harbour.md"].replace("May", "June")})
        process.join(timeout=0.5)
        assert process.is_alive()
        assert phase(workshop) == "starting"
    process.join()
    assert process.exitcode == 0
    assert keyword(workshop, "June")


def test_a_killed_holder_blocks_nobody(workshop: Workshop) -> None:
    workshop.write(_FILES)
    process = start_ingest(workshop)
    _until_it_holds_the_lock(workshop)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(UnavailableError, match=f"process {process.pid} on "):
        workshop.ingest()
    process.kill()
    process.join()
    workshop.ingest()
    assert listed(workshop) == {"harbour.md": 1}


def test_a_holder_that_has_not_said_who_it_is_is_not_guessed_at(tmp_path: Path) -> None:
    with hold_write_lock(tmp_path, wait_s=0):
        (tmp_path / "lock-holder.json").write_text("{")
        with (
            pytest.raises(UnavailableError, match="it has not said who it is"),
            hold_write_lock(tmp_path, wait_s=0),
        ):
            pass


def test_the_name_of_the_holder_goes_with_the_lock(tmp_path: Path) -> None:
    with hold_write_lock(tmp_path, wait_s=0):
        pass
    assert not (tmp_path / "lock-holder.json").exists()


def _until_it_holds_the_lock(workshop: Workshop) -> None:
    give_up = time.monotonic() + _PATIENCE_S
    while phase(workshop) == "starting":
        assert time.monotonic() < give_up
        time.sleep(0.002)
