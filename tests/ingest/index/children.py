"""Processes that ingest, forked from a server that has imported everything, so that each starts at once."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
from multiprocessing.process import BaseProcess
from pathlib import Path

from tqdm import tqdm  # type: ignore[import-untyped]

from ingest.errors import ConcordError
from ingest.report import NoProgress
from tests.ingest.workshop import Workshop

# What an ingest imports only when it needs it; a process that is killed should die at work, not importing.
_HEAVY = ("chromadb", "chromadb.api.rust", "chromadb.api.fastapi", "bm25s", "Stemmer", "numpy", "pypdf")
_WATCHED = (
    "open",
    "os.rename",
    "os.link",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "shutil.rmtree",
    "sqlite3.connect",
)


def start_ingest(workshop: Workshop, *, die_at_step: int = 0, max_file_bytes: int = 0) -> BaseProcess:
    """Begins an ingest in another process, which kills itself at one of its steps if told so.

    No file may grow beyond `max_file_bytes`, where it is given. An expected error ends it with status 1.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *_HEAVY])
    process = context.Process(
        target=_ingest,
        args=(workshop.home, workshop.chroma_url, workshop.lock_wait_s, die_at_step, max_file_bytes),
    )
    process.start()
    return process


def phase(workshop: Workshop) -> str:
    """The stage that the latest child had come to."""
    path = workshop.home / "phase"
    return path.read_text(encoding="utf-8") if path.exists() else "starting"


class _Marks(NoProgress):
    """Leaves the name of each stage where the parent finds it."""

    def __init__(self, home: Path) -> None:
        self._path = home / "phase"

    def stage(self, name: str, total: int) -> None:  # noqa: ARG002 - the signature of all progress
        self._path.write_text(name, encoding="utf-8")


class _Steps:
    """Counts what this process does to files of the index, and kills it before the step that was named."""

    def __init__(self, folder: Path, die_at: int) -> None:
        self._folder = str(folder)
        self._die_at = die_at
        self.taken = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _WATCHED and any(self._folder in str(each) for each in arguments):
            self.taken += 1
            if self.taken == self._die_at:
                os.kill(os.getpid(), signal.SIGKILL)


def _ingest(home: Path, chroma_url: str, lock_wait_s: float, die_at_step: int, max_file_bytes: int) -> None:
    # bm25s shows its progress with tqdm, whose lock between processes a killed one would leave behind.
    tqdm.set_lock(threading.RLock())
    (home / "phase").unlink(missing_ok=True)
    workshop = Workshop(home, chroma_url=chroma_url, lock_wait_s=lock_wait_s)
    sys.addaudithook(_Steps(workshop.folder, die_at_step))
    if max_file_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, resource.RLIM_INFINITY))
    try:
        workshop.ingest(progress=_Marks(home))
    except ConcordError as refused:
        (home / "refused").write_text(f"{type(refused).__name__}: {refused}", encoding="utf-8")
        sys.exit(1)
