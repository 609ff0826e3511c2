"""A command starts fast: `--help` loads nothing heavy, and a short process hardly looks for garbage."""

import subprocess
import sys

import pytest

_CYCLE = """
import gc
from bot.cli.edge import spare_collections

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


@pytest.mark.parametrize("entry", ["main", "main_ingest"])
def test_help_loads_no_heavy_library(entry: str) -> None:
    code = f"""
import sys
from bot.cli import commands
sys.argv = ["concord", "--help"]
try:
    commands.{entry}()
except SystemExit:
    pass
print(sorted(name.split(".")[0] for name in sys.modules), file=sys.stderr)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage" in ended.stdout
    for heavy in ("numpy", "torch", "transformers", "chromadb", "llama_index", "onnxruntime", "discord",
                  "pydantic_settings", "sqlalchemy", "kiwipiepy"):  # fmt: skip
        assert f"'{heavy}'" not in ended.stderr
