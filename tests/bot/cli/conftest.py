"""The commands as a person runs them: in a folder, with its settings, index and documents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.commands import app as concord
from bot.cli.commands import ingest_app as concord_ingest
from tests.bot.documents import HARBOUR

_WIDE = "1000"  # columns, so that no table folds a sentence

LINE = """---
title: Line to take
audience: staff
---

# Figures

The figure of 77 million dollars for the lighthouse is a mistake.
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A working folder in which commands are run."""

    folder: Path

    def concord(self, *arguments: str, typed: str | bytes = "") -> Ended:
        return self._run(concord, arguments, typed)

    def ingest(self, *arguments: str) -> Ended:
        return self._run(concord_ingest, arguments, "")

    def lines(self, *arguments: str, typed: str | bytes = "") -> list[dict[str, Any]]:
        """The lines of JSON that a command prints."""
        ended = self.concord(*arguments, typed=typed)
        assert ended.status == 0, ended
        return [json.loads(line) for line in ended.out.splitlines()]

    def problem(self, *arguments: str, typed: str | bytes = "") -> str:
        """The one sentence with which a command ends that cannot do its work."""
        ended = self.concord(*arguments, typed=typed)
        assert ended.status == 1, ended
        return sentence(ended.err)

    def _run(self, app: typer.Typer, arguments: tuple[str, ...], typed: str | bytes) -> Ended:
        back = Path.cwd()
        os.chdir(self.folder)
        try:
            result = CliRunner(env={"COLUMNS": _WIDE}).invoke(app, list(arguments), input=typed)
        finally:
            os.chdir(back)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A folder with nothing in it."""
    return Terminal(tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A folder in which two documents are indexed; tests only ask it."""
    terminal = Terminal(tmp_path_factory.mktemp("filled"))
    terminal.write("documents/harbour.md", HARBOUR)
    terminal.write("documents/line.md", LINE)
    ended = terminal.ingest()
    assert ended.status == 0, ended
    return terminal


def sentence(message: str) -> str:
    """The message, which is one line that ends as a sentence, without a trace of Python."""
    lines = message.strip().splitlines()
    assert len(lines) == 1, message
    assert lines[0].endswith((".", "?", "!", ")")), message
    assert "Traceback" not in message
    assert "Error" not in message
    return lines[0]


@pytest.fixture
def one_sentence() -> Callable[[str], str]:
    return sentence
