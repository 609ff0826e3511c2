"""Answer extractors: question and passages in, scored evidence out.

The trained extractor reads question and passage together: the model says whether a passage answers and which
spans of it may be the answer. A candidate gets the spans' probability that lies in it, weighed together with
the similarity extractor's probability (`scoring.Features`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answering.candidates import Candidate, extract_candidates
from bot.answering.question_analysis import AnswerType, SubQuestion
from bot.answering.scoring import Features
from bot.models import Evidence, Passage, Question
from bot.qa_model.model import PassageText, Prediction, QAModel, Span

_Similarities = Mapping[tuple[int, int, int], float]


class AnswerExtractor(Protocol):
    """Extracts from passages the evidence that answers a question."""

    def extract(
        self, question: Question, parts: Sequence[SubQuestion], passages: Sequence[Passage]
    ) -> Sequence[Sequence[Evidence]]:
        """For each sub-question the evidence, best first; its score is the probability that it answers."""


@dataclass(frozen=True, slots=True)
class TrainedExtractor:
    """Scores every candidate of the passages for every sub-question with the trained model."""

    model: QAModel
    similarity: AnswerExtractor

    def extract(
        self, question: Question, parts: Sequence[SubQuestion], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """See `AnswerExtractor`."""
        similar = self.similarity.extract(question, parts, passages)
        texts = [PassageText.of(passage) for passage in passages]
        whole = self.model.predict(question.text, texts)
        if len(parts) == 1:
            return [_extract(parts[0], passages, whole, similar[0])]
        return [
            _extract(part, passages, _averaged(self.model.predict(part.text, texts), whole), evidence)
            for part, evidence in zip(parts, similar, strict=True)
        ]


def by_score(evidence: Evidence) -> tuple[float, str, int]:
    """Sort key: best first, then by place, so that the same question always gets the same answer."""
    return -evidence.score, evidence.passage.chunk.document, evidence.start


def _averaged(part: Sequence[Prediction], whole: Sequence[Prediction]) -> list[Prediction]:
    """The predictions of a sub-question, whose subject may stand in the whole question only."""
    return [
        replace(prediction, answer_log_odds=(prediction.answer_log_odds + of_whole.answer_log_odds) / 2)
        for prediction, of_whole in zip(part, whole, strict=True)
    ]


def _extract(
    part: SubQuestion,
    passages: Sequence[Passage],
    predictions: Sequence[Prediction],
    similar: Sequence[Evidence],
) -> list[Evidence]:
    """The candidates as evidence, best first; whole lists only where a list is expected."""
    similarities = {(id(each.passage), each.start, each.end): each.score for each in similar}
    return sorted(
        (
            _score(candidate, prediction, similarities)
            for passage, prediction in zip(passages, predictions, strict=True)
            for candidate in extract_candidates([passage])
            if AnswerType.LIST in part.answer_types or not candidate.is_list
        ),
        key=by_score,
    )


def _score(candidate: Candidate, prediction: Prediction, similarities: _Similarities) -> Evidence:
    """The candidate with its probability and its best span; no part of a whole list is its answer."""
    passage = candidate.passage
    offset = passage.chunk.start - PassageText.of(passage).start  # of the text that was read, in the document
    start, end = candidate.units[0].start, candidate.units[-1].end
    spans = [cut for cut in (_cut(span, offset, start, end) for span in prediction.spans) if cut]
    features = Features(
        answers=prediction.answer_log_odds,
        share=sum(span.share for span in spans),
        similarity=similarities.get((id(passage), start, end), 0.0),
    )
    best = max(spans, key=lambda span: span.share, default=None)
    answer = (best.start, best.end) if best and not candidate.is_list else None
    return Evidence(passage, candidate.units, features.probability, answer)


def _cut(span: Span, offset: int, start: int, end: int) -> Span | None:
    """The part of a span between `start` and `end` of the document, with its part of the probability."""
    left, right = max(start, offset + span.start), min(end, offset + span.end)
    if left >= right:
        return None
    return Span(left, right, span.share * (right - left) / (span.end - span.start))
