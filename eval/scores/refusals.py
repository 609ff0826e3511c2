"""Whether a system refuses what cannot be answered, and only that: precision, recall and F1 over a run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eval.cases.case import Case
from eval.running.result import Kind, Result
from eval.scores.score import Corpus, Mark
from eval.statistics.sample import Floats

# Of a case the mark is two bits: it was refused, and it had to be.
_REFUSED, _HAD_TO_BE = 1, 2


@dataclass(frozen=True, slots=True)
class Refusals:
    """What became of a case as one number, out of which `precision`, `recall` and `f1` are made."""

    name: str = "refusals"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; the value is 0 to 3 and means nothing by itself. A failure is no refusal."""
        refused = result.kind is Kind.REFUSAL
        had_to_be = case.unanswerable is not None
        return Mark(float(_REFUSED * refused + _HAD_TO_BE * had_to_be))


def precision(marks: Floats) -> float:
    """The share of the refusals that were right; NaN where nothing was refused."""
    refused, had_to_be = _bits(marks)
    return _ratio((refused & had_to_be).sum(), refused.sum())


def recall(marks: Floats) -> float:
    """The share of what cannot be answered that was refused; NaN where everything can."""
    refused, had_to_be = _bits(marks)
    return _ratio((refused & had_to_be).sum(), had_to_be.sum())


def f1(marks: Floats) -> float:
    """The harmonic mean of the two; NaN where nothing was refused and nothing had to be."""
    refused, had_to_be = _bits(marks)
    return _ratio(2 * (refused & had_to_be).sum(), refused.sum() + had_to_be.sum())


def _bits(marks: Floats) -> tuple[np.ndarray, np.ndarray]:
    whole = marks.astype(np.int64)
    return (whole & _REFUSED) > 0, (whole & _HAD_TO_BE) > 0


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
