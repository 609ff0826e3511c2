"""The real local model in a process of its own, started as a user starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.llm.settings import ModelSettings

_ROOT = Path(__file__).parents[3]
_PREFIX = "CONCORD_LLM__"


@contextmanager
def local_model() -> Iterator[ModelSettings]:
    """The settings that the server prints, while it runs."""
    command = [sys.executable, "-m", "bot.llm.local_server", "--port", "0"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            lines = [server.stdout.readline().strip().partition("=") for _ in range(3)]
            assert all(name.startswith(_PREFIX) for name, _, _ in lines), lines
            said = {name.removeprefix(_PREFIX).lower(): value for name, _, value in lines}
            yield ModelSettings.model_validate(said | {"max_tokens": 40, "timeout_s": 120})
        finally:
            server.terminate()
