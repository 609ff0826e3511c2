"""A real Chroma server on a loopback port, to be stopped and started at will."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

_COMMAND = "from chromadb.cli.cli import app; app()"
_PATIENCE_S = 60.0
_POLL_S = 0.05


class ChromaServer:
    """`chroma run` over a folder, at a port that was free when it was chosen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        arguments = ["run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up = time.monotonic() + _PATIENCE_S
        while not self._answers():
            assert self._process.poll() is None, "the Chroma server ended at its start"
            assert time.monotonic() < give_up, "the Chroma server does not answer"
            time.sleep(_POLL_S)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def collections(self) -> set[str]:
        """The names of all collections that it holds."""
        address = f"{self.url}/api/v2/tenants/default_tenant/databases/default_database/collections"
        with urlopen(address, timeout=_PATIENCE_S) as reply:
            return {each["name"] for each in json.load(reply)}

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/api/v2/heartbeat", timeout=5) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False
