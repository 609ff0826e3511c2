"""What an answer took: seconds, tokens and money."""

from __future__ import annotations

from dataclasses import dataclass

from eval.datasets.case import Case
from eval.runner.result import Result
from eval.scorers.score import Corpus, Mark


@dataclass(frozen=True, slots=True)
class Took:
    """A measured quantity of a result, by the name of its field: `seconds`, `cost`, `completion_tokens`, …"""

    name: str

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; what was not measured is unscored."""
        value = getattr(result, self.name)
        return None if value is None else Mark(float(value))
