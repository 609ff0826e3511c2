"""The review in a real terminal, with a real editor, is interrupted and killed, and goes on."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.datasets.dataset import read_dataset
from tests.eval.cli.chat import WHEN
from tests.eval.cli.conftest import Command
from tests.eval.feedback.editors import Editor

_WITHIN_S = 60
_TO_BEGIN_READING_S = 1.0


class Terminal:
    """A real terminal in which `concord-eval review` runs."""

    def __init__(self, folder: Path, editor: str) -> None:
        self._screen, inner = pty.openpty()
        environment = {**os.environ, "EDITOR": editor, "COLUMNS": "100", "TERM": "xterm"}
        environment.pop("VISUAL", None)
        # What a shell runs in the background, these tests perhaps, is started with interrupts ignored.
        heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        program = f"{heard}; from eval.cli.commands import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, "review"],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(Path(__file__).parents[3])},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self.shown = ""

    def until(self, words: str) -> None:
        """Waits until these words are on the screen, behind what was waited for before."""
        ends = time.monotonic() + _WITHIN_S
        seen = ""
        while words not in seen:
            ready, _, _ = select.select([self._screen], [], [], max(0.0, ends - time.monotonic()))
            assert ready, f"{words!r} did not come; on the screen: {self.shown + seen}"
            try:
                piece = os.read(self._screen, 65_536)
            except OSError:  # the other end has closed
                piece = b""
            assert piece, f"{words!r} did not come; on the screen: {self.shown + seen}"
            seen += piece.decode("utf-8", "replace")
        self.shown += seen

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def interrupt(self) -> None:
        """Interrupts once the keys are read; right after the prompt the C library would sleep over it."""
        time.sleep(_TO_BEGIN_READING_S)
        os.kill(self.process.pid, signal.SIGINT)

    def close(self) -> int:
        status = self.process.wait(_WITHIN_S)
        os.close(self._screen)
        return status


@pytest.mark.usefixtures("asked")
def test_with_a_real_editor_and_an_interrupt(loop_command: Command, tmp_path: Path) -> None:
    loop_command("harvest")
    editor = Editor(tmp_path).replaces("must:", "most:").replaces("most:", "must:")
    terminal = Terminal(tmp_path, editor.command)
    terminal.until("[q]uit > ")
    terminal.type("e\n")
    terminal.until("[q]uit > ")  # the second candidate: the first is a case
    assert len(editor.seen()) == 2
    terminal.interrupt()
    terminal.until("Stopped; what was decided is kept")
    assert terminal.close() == 130
    suite = tmp_path / "index" / "regressions.yaml"
    assert [case.question for case in read_dataset(suite).cases] == [WHEN]
    again = Terminal(tmp_path, editor.command)
    again.until("1 of 1")
    again.until("[q]uit > ")
    again.type("r\n")
    again.until("0 accepted, 1 rejected")
    assert again.close() == 0


@pytest.mark.usefixtures("asked")
def test_who_is_killed_in_the_middle_goes_on(loop_command: Command, tmp_path: Path) -> None:
    loop_command("harvest")
    terminal = Terminal(tmp_path, "true")
    terminal.until("1 of 2")
    terminal.until("[q]uit > ")
    terminal.type("r\n")
    terminal.until("2 of 2")
    terminal.process.kill()
    terminal.close()
    again = Terminal(tmp_path, "true")
    again.until("1 of 1")
    again.until("[q]uit > ")
    again.type("q\n")
    again.until("0 accepted, 0 rejected, 0 skipped; 1 left.")
    assert again.close() == 0
