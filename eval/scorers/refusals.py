"""Whether a system refuses what cannot be answered, and only that: what precision, recall and F1 count."""

from __future__ import annotations

from dataclasses import dataclass

from eval.datasets.case import Case
from eval.runner.result import Kind, Result
from eval.scorers.score import Corpus, Mark

# Of a case the mark is two bits: it was refused, and it had to be.
_REFUSED, _HAD_TO_BE = 1, 2


@dataclass(frozen=True, slots=True)
class Refusals:
    """What became of a case as one number, out of which the shares below are made."""

    name: str = "refusals"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; the value is 0 to 3 and means nothing by itself. A failure is no refusal."""
        refused = result.kind is Kind.REFUSAL
        had_to_be = case.unanswerable is not None
        return Mark(float(_REFUSED * refused + _HAD_TO_BE * had_to_be))


def precision(mark: float) -> tuple[float, ...]:
    """Of a refusal whether it was right; of an answer nothing. Their mean is the precision."""
    refused, had_to_be = _bits(mark)
    return (float(had_to_be),) if refused else ()


def recall(mark: float) -> tuple[float, ...]:
    """Of what cannot be answered whether it was refused. Their mean is the recall."""
    refused, had_to_be = _bits(mark)
    return (float(refused),) if had_to_be else ()


def f1(mark: float) -> tuple[float, ...]:
    """Of a refusal, and of what cannot be answered, whether it is both.

    Their mean is F1, which is 2·both / (refused + had to be); as a share it has an interval that is honest
    at 0 and 1, where a bootstrap's is not.
    """
    return (*precision(mark), *recall(mark))


def needless(mark: float) -> tuple[float, ...]:
    """Of what can be answered whether it was refused."""
    refused, had_to_be = _bits(mark)
    return () if had_to_be else (float(refused),)


def _bits(mark: float) -> tuple[bool, bool]:
    whole = int(mark)
    return bool(whole & _REFUSED), bool(whole & _HAD_TO_BE)
