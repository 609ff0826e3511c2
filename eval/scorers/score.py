"""The seam to scores: a case and its result in, a mark with its evidence out, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from eval.datasets.case import Case
from eval.runner.result import Result


@dataclass(frozen=True, slots=True)
class Mark:
    """A value, higher is better unless the score says otherwise, and in a sentence what it rests on."""

    value: float
    why: str = ""


class Corpus(Protocol):
    """What is indexed, as far as scores have to look at it."""

    @property
    def is_known(self) -> bool:
        """Whether there is an index to look at; where none is, what only it could tell is unscored."""

    def text(self, document: str) -> str | None:
        """The stored text of a document, None where there is none of that id."""

    def is_for_staff(self, document: str) -> bool:
        """Whether a document is for staff only."""


class Score(Protocol):
    """Judges single results; `name` is how policies and reports call it."""

    @property
    def name(self) -> str:
        """Short, in small letters and underscores."""

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:
        """The mark; None where this score has nothing to say of this case, which never counts as zero."""


Marks = Mapping[str, Mark]
