"""`concord-eval` as an evaluator runs it: in a folder with an index and a suite."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli.commands import app
from tests.eval.cli.chat import HEIGHT, WHEN, Chat
from tests.eval.conftest import ANSWERING

SUITE = """
defaults: {language: en, tags: [harbour]}
cases:
  - id: fund
    question: How much does the harbour fund hold?
    must: [{value: USD 90 million}]
    gold: [{document: harbour.md, quote: The harbour fund holds 90 million dollars.}]
  - id: start
    question: When does the harbour agreement enter into force?
    must: [{value: 1 May 2026}]
    gold: [{document: harbour.md, section: Time}]
  - id: mistake
    question: Which figure is a mistake?
    unanswerable: staff_only
    must_not: [77 million]
  - id: wrong
    question: How much does the harbour fund hold today?
    must: [11 million]
"""


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def eval_command(monkeypatch: pytest.MonkeyPatch, harbour: Path, tmp_path: Path) -> Command:
    """Runs `concord-eval` in a folder with the index of the harbour and the suite `port.yaml`."""
    settings = (harbour / "concord.toml").read_text(encoding="utf-8")
    (tmp_path / "concord.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "port.yaml").write_text(SUITE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> Ended:
        ended = CliRunner().invoke(app, arguments)
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Ended(ended.exit_code, ended.stdout, ended.stderr)

    return command


@pytest.fixture
def loop_command(eval_command: Command, tmp_path: Path, harbour: Path) -> Command:
    """The commands, where what the chat writes lies in a folder of the test's own."""
    copied = tmp_path / "index"
    shutil.copytree(harbour / ".concord", copied)
    (tmp_path / "concord.toml").write_text(f'[index]\nfolder = "{copied}"\n{ANSWERING}', encoding="utf-8")
    return eval_command


@pytest.fixture
def chat(loop_command: Command, tmp_path: Path) -> Chat:  # noqa: ARG001 - the folder is made by it
    return Chat(tmp_path)


@pytest.fixture
def asked(chat: Chat) -> Chat:
    """After a question that was answered beside the point, and one that was refused."""
    chat.object(chat.ask(WHEN), right="It enters into force on 1 May 2026.")
    chat.ask(HEIGHT)
    return chat
