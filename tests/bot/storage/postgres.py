"""A PostgreSQL server of the tests' own, on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ingest.unprivileged import NOBODY, folder_for_nobody


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` is that of a database of which the tests may do what they like."""

    url: str
    programs: Path
    data: Path
    options: str

    def start(self) -> None:
        log = self.data.with_name("log")
        _run(self.programs / "pg_ctl", "-D", self.data, "-l", log, "-w", "-o", self.options, "start")

    def stop(self) -> None:
        _run(self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "stop")


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, which Debian keeps out of the search path."""
    on_path = shutil.which("initdb")
    known = [Path(on_path).resolve().parent] if on_path else []
    known += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in known if (folder / "initdb").exists()), None)


@contextmanager
def running_postgres(folder: Path) -> Iterator[Server]:
    """A server out of the programs in `folder`; it refuses to be root's, and is nobody's then."""
    with folder_for_nobody() as home, socket.socket() as free:
        data = home / "data"
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        _run(folder / "initdb", "-D", data, "-U", "concord", "-A", "trust", "-E", "UTF8", "--no-sync")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        options = f"-h 127.0.0.1 -p {port} -k {home} -c fsync=off -c max_connections=60"
        server = Server(f"postgresql://concord@127.0.0.1:{port}/postgres", folder, data, options)
        server.start()
        try:
            yield server
        finally:
            if (data / "postmaster.pid").exists():
                server.stop()


def _run(*command: object) -> None:
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # The server keeps what it is started with open, so its output is no pipe.
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd="/", **user)  # type: ignore[call-overload]
