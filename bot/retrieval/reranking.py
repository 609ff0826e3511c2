"""Rerank passages by the trained model's log-odds that they answer.

    score(passage) = retrieval score + temperature · MODEL_TRUST · log-odds that it answers

Both are evidence in log-odds, as in `fusion`, so they add up. Only the best passages are read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.models import Passage, Question
from bot.qa_model.model import PassageText, QAModel
from bot.retrieval.fusion import E5_TEMPERATURE
from bot.retrieval.retriever import Retriever
from ingest.index.snapshot import Snapshot

# What a unit of the model's log-odds is worth beside one of retrieval's. Set by hand.
MODEL_TRUST = 1.0
# The log-odds are cut here: one mistake of the model must not outweigh all that retrieval knows.
_MAX_LOG_ODDS = 5.0


@dataclass(frozen=True, slots=True)
class RerankingRetriever:
    """Reranks the best `read` passages of another retriever.

    With `only_documents` it reranks the documents of a search, and no passages of an answer.
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
        passages = self.retriever.passages(snapshot, question, top=max(top, self.read), without=without)
        return self._rerank(question, passages)[:top]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> list[Passage]:
        """See `Retriever`."""
        passages = self.retriever.documents(snapshot, question, top=max(top, self.read))
        return self._rerank(question, passages)[:top]

    def _rerank(self, question: Question, passages: Sequence[Passage]) -> list[Passage]:
        best = passages[: self.read]
        predictions = self.model.predict(question.text, [PassageText.of(each) for each in best])
        return [*rerank(best, [each.answer_log_odds for each in predictions]), *passages[self.read :]]


def rerank(passages: Sequence[Passage], log_odds: Sequence[float]) -> list[Passage]:
    """The passages with their new scores, best first; `log_odds` are those that each answers."""
    scored = [
        replace(passage, score=passage.score + E5_TEMPERATURE * MODEL_TRUST * _bounded(odds))
        for passage, odds in zip(passages, log_odds, strict=True)
    ]
    return sorted(scored, key=lambda passage: -passage.score)


def _bounded(log_odds: float) -> float:
    return max(-_MAX_LOG_ODDS, min(_MAX_LOG_ODDS, log_odds))
