"""The local model's file and server, beyond the use that the other tests make of them."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.llm.local_server import serve, weights
from ingest.errors import ConfigurationError

_ROOT = Path(__file__).parents[3]


def test_what_was_put_together_once_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "gemma-3-270m-q4_k_m.gguf").write_bytes(b"as it is")
    assert weights(tmp_path).read_bytes() == b"as it is"


def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "gemma-3-270m-q4_k_m.gguf").write_bytes(b"no model")
    with pytest.raises(ConfigurationError, match=r"delete .*gguf to have it made anew"):
        serve(weights(tmp_path), 0)


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bot.llm.local_server", "--port", port]
        ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"The model cannot be served at port {port}; try another --port")
    assert "Traceback" not in ended.stderr
