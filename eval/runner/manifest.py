"""What a run was made of, so that it can be repeated: code, settings, suites, index, models and machine."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import JsonValue

from eval.benchmarks.tables import describe_machine
from eval.datasets.suite import Suite
from eval.runner.result import Kept
from eval.runner.system import System

# Whose releases can change an answer or a score.
_LIBRARIES = (
    "concord",
    "torch",
    "onnxruntime",
    "chromadb",
    "llama-index-core",
    "kiwipiepy",
    "bm25s",
    "numpy",
)


class Manifest(Kept):
    """The manifest of a run; `commit` is empty outside of a repository, `is_clean` whether nothing differs.

    `suites` are the digests of the suites by name, `repeats` how often each case is asked, `workers` how many
    cases were asked at once, on which times depend and answers do not; 0 where that is not known.
    """

    name: str
    at: dt.datetime
    system: str
    described: Mapping[str, JsonValue]
    suites: Mapping[str, str]
    repeats: int
    workers: int = 0
    commit: str
    is_clean: bool
    libraries: Mapping[str, str]
    machine: str

    def is_same_run(self, other: Manifest) -> bool:
        """Whether a run under this manifest can be gone on with under the other."""
        return all(
            getattr(self, each) == getattr(other, each)
            for each in ("system", "described", "suites", "repeats")
        )


def manifest_of(
    name: str, system: System, suites: Sequence[Suite], *, repeats: int, workers: int, at: dt.datetime
) -> Manifest:
    """The manifest of a run that begins at `at`."""
    commit, is_clean = _commit()
    return Manifest(
        name=name,
        at=at,
        system=system.name,
        described=dict(system.describe()),
        suites={suite.name: suite.digest for suite in suites},
        repeats=repeats,
        workers=workers,
        commit=commit,
        is_clean=is_clean,
        libraries={name: found for name in _LIBRARIES if (found := _version(name))},
        machine=describe_machine(),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _commit() -> tuple[str, bool]:
    """The commit of the code that runs, and whether its folder is as committed; nothing outside of git."""
    folder = Path(__file__).parent
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        return commit, not _git(folder, "status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        return "", False


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True, text=True)
    return done.stdout.strip()
