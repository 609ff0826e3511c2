"""What an ingest did to each file, as values that a surface can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file's or page's outcome; `note` is a sentence where there is something to say.

    `withheld` counts the documents that answer no more because they may have become staff only.
    """

    name: str
    outcome: Outcome
    documents: int = 0
    chunks: int = 0
    note: str = ""
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a whole run; `generation` is the one that answers afterwards, None if there is none.

    `rebuilt` is the sentence that says why all was built anew, empty where it was not.
    """

    files: tuple[FileResult, ...] = field(default_factory=tuple)
    generation: str | None = None
    rebuilt: str = ""

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """The files that could not be read, in whole or in part."""
        return tuple(result for result in self.files if result.outcome is Outcome.FAILED)


class Progress(Protocol):
    """Shows how far a run has come."""

    def stage(self, name: str, total: int) -> None:
        """Begin a new stage with `total` steps."""

    def advance(self, steps: int = 1) -> None:
        """Count some steps of the stage as done."""


class NoProgress:
    def stage(self, name: str, total: int) -> None: ...

    def advance(self, steps: int = 1) -> None: ...
