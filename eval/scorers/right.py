"""The headline: whether a case was answered rightly, or rightly refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.datasets.case import Case
from eval.runner.result import Kind, Result
from eval.scorers.answer_text import said_by
from eval.scorers.matching import holds, in_words
from eval.scorers.score import Corpus, Mark

# A longer reference is an account, and whether an answer says the same is not told by its words.
_FEW_WORDS = 25


@dataclass(frozen=True, slots=True)
class Right:
    """1 for a right answer or a right refusal, else 0.

    An answer is right if it holds all that the case requires and nothing that it forbids; where nothing is
    required, if it holds one of the references in a few words. A question that cannot be answered is rightly
    refused.
    """

    name: str = "right"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; a failure is not right. A case that does not say what an answer holds has none."""
        said = said_by(result)
        forbidden = next((each for each in case.must_not if holds(said, each)), None)
        if forbidden is not None:
            return Mark(0.0, f"it says what it must not: {in_words(forbidden)}")
        references = [each for each in case.references if len(each.split()) <= _FEW_WORDS]
        if case.unanswerable is None and not case.must and not references:
            return None
        if result.kind is Kind.FAILURE:
            return Mark(0.0, f"the system failed: {result.failure}")
        if case.unanswerable is not None:
            reason = case.unanswerable.value.replace("_", " ")
            if result.kind is Kind.REFUSAL:
                return Mark(1.0, f"rightly refused ({reason})")
            return Mark(0.0, f"answered, though it cannot be ({reason})")
        if result.kind is Kind.REFUSAL:
            return Mark(0.0, "refused, though the documents answer it")
        return _answered(case, references, said)


def _answered(case: Case, references: Sequence[str], said: str) -> Mark:
    lacking = [in_words(each) for each in case.must if not holds(said, each)]
    if lacking:
        return Mark(0.0, f"it does not say {'; '.join(lacking)}")
    if case.must:
        return Mark(1.0, "it says all that is required")
    found = next((each for each in references if holds(said, each)), None)
    return Mark(1.0, f"it says “{found}”") if found else Mark(0.0, "it holds none of the references")
