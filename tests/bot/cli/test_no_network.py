"""Nothing phones home: whole commands in processes of their own that note every address they turn to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.documents import HARBOUR
from tests.ingest.index.chroma_server import ChromaServer

pytestmark = pytest.mark.slow

# Python runs a module of this name at its start, in every process that finds it on its path.
_GUARD = """
import os, sys

_EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")

def _note(event, arguments):
    if event in _EVENTS:
        with open(os.environ["ADDRESSES"], "a") as file:
            plain = [each for each in arguments if isinstance(each, (str, int, tuple, bytes))]
            print(event, plain, file=file)

sys.addaudithook(_note)
"""
_COMMANDS = {
    "concord-ingest": "from bot.cli.commands import main_ingest; main_ingest()",
    "concord": "from bot.cli.commands import main; main()",
}
_HUBS = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "ANONYMIZED_TELEMETRY", "DO_NOT_TRACK")


class _Guarded:
    """A folder in which commands run under the guard."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._notes = folder / "addresses.txt"
        (folder / "guard").mkdir()
        (folder / "guard" / "sitecustomize.py").write_text(_GUARD)
        (folder / "documents").mkdir()
        (folder / "documents" / "harbour.md").write_text(HARBOUR)

    def run(self, command: str, *arguments: str, code: str = "") -> str:
        # Whatever the tests were started with, the program itself must keep still.
        environment = {name: value for name, value in os.environ.items() if name not in _HUBS}
        root = str(Path(__file__).parents[3])
        environment["PYTHONPATH"] = os.pathsep.join([str(self._folder / "guard"), root])
        environment["ADDRESSES"] = str(self._notes)
        ended = subprocess.run(
            [sys.executable, "-c", code or _COMMANDS[command], *arguments],
            cwd=self._folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def addresses(self) -> list[str]:
        return self._notes.read_text().splitlines() if self._notes.exists() else []


@pytest.fixture
def guarded(tmp_path: Path) -> _Guarded:
    return _Guarded(tmp_path)


def test_the_guard_notes_an_address(guarded: _Guarded) -> None:
    guarded.run(
        "", code="import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    )
    assert guarded.addresses() == ["socket.connect [('192.0.2.1', 9)]"]


def test_to_ingest_and_to_ask_turn_to_no_address_at_all(guarded: _Guarded) -> None:
    guarded.run("concord-ingest")
    reply = json.loads(guarded.run("concord", "ask", "--json", "How much does the harbour fund hold?"))
    assert "90 million dollars" in reply["text"]
    guarded.run("concord", "documents")
    assert guarded.addresses() == []


def test_with_a_chroma_server_only_that_server_is_turned_to(guarded: _Guarded, tmp_path: Path) -> None:
    server = ChromaServer(tmp_path / "server")
    server.start()
    try:
        (tmp_path / "concord.toml").write_text(f'[index]\nchroma_url = "{server.url}"\n')
        guarded.run("concord-ingest")
        reply = json.loads(guarded.run("concord", "ask", "--json", "How much does the harbour fund hold?"))
    finally:
        server.kill()
    assert "90 million dollars" in reply["text"]
    assert guarded.addresses()
    assert all("'127.0.0.1'" in line or "b'127.0.0.1'" in line for line in guarded.addresses())
