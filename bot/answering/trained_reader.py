"""Reads question and passages together with the trained model, and finds the sentences that hold the spans.

The model says of each passage whether it answers and which pieces of it may be the answer. A candidate gets
the share of those that lies in it; what the similarity reader thinks of it is weighed with that (`mixing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.candidates import Candidate, candidates_of
from bot.answering.mixing import Signs, probability
from bot.answering.reader import Reader
from bot.answering.wants import Part, Want
from bot.models import Evidence, Passage, Question
from bot.qa_model.passages import text_of
from bot.qa_model.reading import PairReading, Reading
from bot.qa_model.spans import Span

_Likeness = Mapping[tuple[int, int, int], float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, what is known of it, and the range of its best span in the document's stored text."""

    candidate: Candidate
    signs: Signs
    span: tuple[int, int] | None

    @property
    def evidence(self) -> Evidence:
        """The candidate as evidence; of a whole list no part is the answer by itself."""
        span = None if self.candidate.is_list else self.span
        return Evidence(self.candidate.passage, self.candidate.units, probability(self.signs), span)


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """Weighs every candidate of the passages for every part of the question."""

    model: PairReading
    similarity: Reader

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """For each part the evidence, best first."""
        weighed = self.weigh(question, parts, passages)
        return [sorted((each.evidence for each in found), key=_surest) for found in weighed]

    def weigh(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Weighed]]:
        """For each part the candidates in reading order; whole lists only where a list is wanted."""
        alike = self.similarity.read(question, parts, passages)
        texts = [text_of(passage) for passage in passages]
        whole = self.model.read(question.text, texts)
        if len(parts) == 1:
            return [_candidates(parts[0], passages, whole, alike[0])]
        return [
            _candidates(part, passages, _halfway(self.model.read(part.text, texts), whole), found)
            for part, found in zip(parts, alike, strict=True)
        ]


def _halfway(part: Sequence[Reading], whole: Sequence[Reading]) -> list[Reading]:
    """The readings of a part, which leaves its subject to the whole question: so far as both answer."""
    return [
        replace(one, answers=(one.answers + other.answers) / 2)
        for one, other in zip(part, whole, strict=True)
    ]


def _candidates(
    part: Part, passages: Sequence[Passage], readings: Sequence[Reading], alike: Sequence[Evidence]
) -> list[Weighed]:
    likeness = {(id(each.passage), each.start, each.end): each.score for each in alike}
    return [
        _weigh(candidate, reading, likeness)
        for passage, reading in zip(passages, readings, strict=True)
        for candidate in candidates_of([passage])
        if Want.LIST in part.wants or not candidate.is_list
    ]


def _weigh(candidate: Candidate, reading: Reading, likeness: _Likeness) -> Weighed:
    """What is known of a candidate."""
    passage = candidate.passage
    first = passage.chunk.start - text_of(passage).start  # where what was read would begin in the document
    start, end = candidate.units[0].start, candidate.units[-1].end
    inside = [each for each in (_within(span, first, start, end) for span in reading.spans) if each]
    signs = Signs(
        answers=reading.answers,
        share=sum(each.share for each in inside),
        likeness=likeness.get((id(passage), start, end), 0.0),
    )
    best = max(inside, key=lambda each: each.share, default=None)
    return Weighed(candidate, signs, (best.start, best.end) if best else None)


def _within(span: Span, first: int, start: int, end: int) -> Span | None:
    """The part of a span that lies between `start` and `end` of the document, with its part of the share."""
    left, right = max(start, first + span.start), min(end, first + span.end)
    if left >= right:
        return None
    return Span(left, right, span.share * (right - left) / (span.end - span.start))


def _surest(evidence: Evidence) -> tuple[float, str, int]:
    """Orders by score, then by place, so that the same question always gets the same answer."""
    return -evidence.score, evidence.passage.chunk.document, evidence.start
