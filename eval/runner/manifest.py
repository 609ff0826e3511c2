"""The manifest of a run: code, settings, suites, index, models and machine."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import JsonValue

from eval.datasets.case import StrictModel
from eval.datasets.dataset import Dataset
from eval.runner.targets import Target
from eval.tables import describe_machine

# Libraries whose releases can change an answer or a score.
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
# Facts that never make answers differ.
_INCIDENTAL = {"name", "at (UTC)", "workers"}
_DIGEST_CHARS = 12


class Manifest(StrictModel):
    """What a run was made of.

    `suites` are the digests of the suites by name; `commit` is empty outside of a repository, `is_clean`
    whether nothing is uncommitted; `workers` is 0 where unknown.
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

    @classmethod
    def create(
        cls,
        name: str,
        target: Target,
        suites: Sequence[Dataset],
        *,
        repeats: int,
        workers: int,
        at: dt.datetime,
    ) -> Manifest:
        commit, is_clean = _commit()
        return cls(
            name=name,
            at=at,
            system=target.name,
            described=dict(target.describe()),
            suites={suite.name: suite.digest for suite in suites},
            repeats=repeats,
            workers=workers,
            commit=commit,
            is_clean=is_clean,
            libraries={library: found for library in _LIBRARIES if (found := _version(library))},
            machine=describe_machine(),
        )

    def is_resumable_as(self, other: Manifest) -> bool:
        fields = ("system", "described", "suites", "repeats")
        return all(getattr(self, field) == getattr(other, field) for field in fields)

    def facts(self) -> Iterator[tuple[str, str]]:
        """Name and value of each fact, for people; settings by their path."""
        yield "name", self.name
        yield "at (UTC)", f"{self.at:%Y-%m-%d %H:%M:%S}"
        yield "system", self.system
        for suite, digest in self.suites.items():
            yield f"suite {suite}", digest[:_DIGEST_CHARS]
        if self.commit:
            yield "commit", self.commit[:_DIGEST_CHARS] + ("" if self.is_clean else ", with changes")
        yield "repeats", str(self.repeats)
        if self.workers:
            yield "workers", str(self.workers)
        yield from _flatten("", self.described)
        yield from self.libraries.items()

    def changes(self, after: Manifest) -> tuple[str, ...]:
        """The facts that may make the answers of two runs differ, a line each: fact, before, after."""
        old, new = dict(self.facts()), dict(after.facts())
        return tuple(
            f"{fact}: {old.get(fact, '–')} → {new.get(fact, '–')}"
            for fact in {**old, **new}
            if fact not in _INCIDENTAL and old.get(fact) != new.get(fact)
        )


def _flatten(path: str, values: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from _flatten(here, value)
        else:
            yield here, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _commit() -> tuple[str, bool]:
    try:
        return _git("rev-parse", "HEAD"), not _git("status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        return "", False


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(Path(__file__).parent), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
