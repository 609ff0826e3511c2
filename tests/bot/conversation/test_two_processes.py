"""Two processes keep conversations in one file, and neither fails the other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.conversation.store import ConversationStore
from bot.models import Audience, Requester, Turn

Open = Callable[..., ConversationStore]
# Both begin with a folder that is empty, so that they also make the secret and the table at once.
_OTHER = """
import sys, time
from pathlib import Path
from bot.conversation.settings import ConversationSettings
from bot.conversation.store import ConversationStore
from bot.models import Requester, Audience, Turn

histories = ConversationStore(ConversationSettings(), Path(sys.argv[1]), time.time)
print("ready", flush=True)
sys.stdin.readline()
for number in range(30):
    histories.add(Requester("chat", "room", "other"), Audience.PUBLIC, Turn(f"other {number}", "told"))
    histories.turns(Requester("chat", "room", "other"), Audience.PUBLIC)
if sys.argv[2] == "close":
    histories.close()
"""


def other_process(folder: Path, ending: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", _OTHER, str(folder), ending]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def test_two_processes_write_one_file(opened: Open, tmp_path: Path) -> None:
    histories = opened()
    with other_process(tmp_path, "close") as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "ready\n"
        other.stdin.write("go\n")
        other.stdin.flush()
        for number in range(30):
            histories.add(Requester("chat", "room", "here"), Audience.PUBLIC, Turn(f"here {number}", "told"))
        _, complaint = other.communicate()
    assert (other.returncode, complaint) == (0, "")
    for name in ("here", "other"):
        turns = histories.turns(Requester("chat", "room", name), Audience.PUBLIC)
        assert turns == tuple(Turn(f"{name} {number}", "told") for number in range(30))


def test_a_program_that_does_not_close_its_conversations_still_ends(tmp_path: Path) -> None:
    with other_process(tmp_path, "leave open") as other:
        try:
            other.communicate("go\n", timeout=60)
        finally:
            other.kill()
    assert other.returncode == 0
