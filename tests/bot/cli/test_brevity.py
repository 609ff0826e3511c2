"""A short process looks for garbage rarely, and not at all when it ends."""

import subprocess
import sys

_CYCLE = """
import gc
from bot.cli.brevity import spare_collections

class Cycle:
    def __init__(self):
        self.itself = self
    def __del__(self):
        print("collected")

{first}
Cycle()
print(gc.get_threshold()[0])
"""


def _printed(first: str) -> list[str]:
    command = [sys.executable, "-c", _CYCLE.format(first=first)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_garbage_is_left_to_the_system_at_the_end() -> None:
    assert _printed("spare_collections()") == ["100000"]


def test_python_itself_would_collect_it() -> None:
    assert _printed("pass")[-1] == "collected"
