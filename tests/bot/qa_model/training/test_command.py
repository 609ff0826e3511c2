"""The command says in one sentence what has to change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    # A process of its own, as the command gives way to all others for as long as it lives.
    command = [sys.executable, "-m", "bot.qa_model.training", str(tmp_path), "--out", str(tmp_path / "run")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "name the folder that holds train/ and bench/" in " ".join(done.stdout.split())
