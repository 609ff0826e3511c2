"""Orders passages anew by what the trained reader thinks of them.

    score(passage) = retrieval score + temperature · READER_TRUST · log-odds that it answers

Both are evidence in log-odds, as in `fusion`, so they add up. The reader is only asked of the best ones.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.models import Passage, Question
from bot.qa_model.model import PassageText, QAModel
from bot.retrieval.fusion import E5_TEMPERATURE
from bot.retrieval.retriever import Retriever
from ingest.index.snapshot import Snapshot

# What a unit of the reader's log-odds is worth beside one of retrieval's. Set by hand; `python -m
# eval.fitting` tells what others would give.
READER_TRUST = 1.0
# So sure or unsure the reader is of nothing; one mistake must not outweigh all that retrieval knows.
_MOST_ODDS = 5.0


@dataclass(frozen=True, slots=True)
class RerankingRetriever:
    """Puts the best `read` passages of another retriever into the reader's order.

    With `only_documents` it orders what a search lists, and leaves the passages of an answer as they come.
    """

    retriever: Retriever
    model: QAModel
    read: int
    only_documents: bool = False

    def passages(
        self, snapshot: Snapshot, question: Question, *, top: int, without: Collection[str] = ()
    ) -> list[Passage]:
        """See `Retriever`."""
        if self.only_documents:
            return list(self.retriever.passages(snapshot, question, top=top, without=without))
        found = self.retriever.passages(snapshot, question, top=max(top, self.read), without=without)
        return self._ordered(question, found)[:top]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> list[Passage]:
        """See `Retriever`."""
        found = self.retriever.documents(snapshot, question, top=max(top, self.read))
        return self._ordered(question, found)[:top]

    def _ordered(self, question: Question, found: Sequence[Passage]) -> list[Passage]:
        best = found[: self.read]
        predictions = self.model.predict(question.text, [PassageText.of(each) for each in best])
        return [*reordered(best, [each.answer_log_odds for each in predictions]), *found[self.read :]]


def reordered(
    passages: Sequence[Passage], answers: Sequence[float], trust: float = READER_TRUST
) -> list[Passage]:
    """The passages with their mixed scores, best first; `answers` are the log-odds that each answers."""
    mixed = [
        replace(passage, score=passage.score + E5_TEMPERATURE * trust * _bounded(odds))
        for passage, odds in zip(passages, answers, strict=True)
    ]
    return sorted(mixed, key=lambda each: -each.score)


def _bounded(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds))
