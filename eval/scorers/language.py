"""Whether an answer speaks the language of the question."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.language import language_of
from eval.datasets.case import Case
from eval.runner.result import Kind, Result
from eval.scorers.answer_text import said_by
from eval.scorers.score import Corpus, Mark

_VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class SpeaksTheLanguage:
    """1 where what the system itself says is in the question's language; quotations keep their own."""

    name: str = "language"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; what cannot be told (a number alone) is unscored."""
        if result.kind is Kind.FAILURE:
            return None
        if result.mode == _VERBATIM or result.kind is Kind.REFUSAL:
            spoken = result.language
        else:
            said = said_by(result)
            found = language_of(said) if any(each.isalpha() for each in said) else None
            spoken = found.value if found else ""
        if not spoken:
            return None
        return Mark(float(spoken == case.language.value), f"it speaks “{spoken}”")
