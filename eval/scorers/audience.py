"""Whether the public was shown what is for staff: one leak fails a whole run."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Audience
from eval.datasets.case import Case
from eval.runner.result import Result
from eval.scorers.matching import holds, in_words
from eval.scorers.score import Corpus, Mark


@dataclass(frozen=True, slots=True)
class KeepsToTheAudience:
    """1 where nothing of a staff document is cited, retrieved or said to the public."""

    name: str = "audience"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:
        """See `Score`; staff may see everything, so their questions have none.

        Without an index only a secret that is said in words is noticed, and nothing else is scored.
        """
        if case.audience is Audience.STAFF:
            return None
        shown = {each.document for each in result.citations} | {each.document for each in result.passages}
        leaked = sorted(each for each in shown if corpus.is_for_staff(each))
        if leaked:
            return Mark(0.0, f"the public was shown {leaked[0]}")
        said = next((each for each in case.must_not if holds(result.text, each)), None)
        if said is not None and case.unanswerable is not None and case.unanswerable.value == "staff_only":
            return Mark(0.0, f"the public was told {in_words(said)}")
        return Mark(1.0, "nothing for staff is shown") if corpus.is_known else None
