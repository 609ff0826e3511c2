"""Runs one measured step in a process of its own, and tells its time, its memory and what it printed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MEGABYTE = 1_000_000
_SHOWN_CHARS = 600
# What must not reach a measured process: settings of ours that hold in this shell.
_OURS = "CONCORD_"


class StepFailedError(RuntimeError):
    """A measured process failed; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Seconds from start to exit, the most memory held in megabytes, and standard output."""

    wall_s: float
    peak_mb: float
    output: str


def program(name: str) -> str:
    """The path of one of our commands, installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def run(command: Sequence[str], settings: Mapping[str, str], *, also_fine: Sequence[int] = ()) -> Finished:
    """Runs `command` in an empty folder with these settings only.

    Raises StepFailedError where it exits with neither 0 nor one of `also_fine`.
    """
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory() as at,
    ):
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdout=output, stderr=errors, cwd=at, env=_environment(settings)
        ) as process:
            # A child's peak begins with that of its parent, so the parent has to stay small.
            _, status, usage = os.wait4(process.pid, 0)
            wall_s = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode not in (0, *also_fine):
            said = errors.read().decode("utf-8", "replace")[-_SHOWN_CHARS:]
            raise StepFailedError(f"{Path(command[0]).name} exited with {process.returncode}: {said}")
        return Finished(wall_s, _bytes(usage.ru_maxrss) / _MEGABYTE, output.read().decode("utf-8"))


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"} | dict(settings)


def _bytes(maximum_resident: int) -> int:
    return maximum_resident if sys.platform == "darwin" else maximum_resident * 1024
