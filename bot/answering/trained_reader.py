"""Reads question and passages together with the trained model, and finds the sentences that hold the spans.

The model says of each passage whether it answers and which pieces of it may be the answer. A candidate gets
the share of those that lies in it; what the similarity reader thinks of it is weighed with that (`mixing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate, candidates_of
from bot.answering.mixing import Signs, probability
from bot.answering.reader import Reader
from bot.answering.wants import Part, Want
from bot.models import Evidence, Passage, Question
from bot.reading.passages import text_of
from bot.reading.reading import PairReading, Reading
from bot.reading.spans import Span

_Likeness = Mapping[tuple[int, int, int], float]


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """Weighs every candidate of the passages for every part of the question."""

    model: PairReading
    similarity: Reader

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """For each part the evidence, best first."""
        alike = self.similarity.read(question, parts, passages)
        return [
            sorted(self._evidence(part, _by_place(found), passages), key=_surest)
            for part, found in zip(parts, alike, strict=True)
        ]

    def _evidence(self, part: Part, likeness: _Likeness, passages: Sequence[Passage]) -> Iterator[Evidence]:
        texts = [text_of(passage) for passage in passages]
        readings = self.model.read(part.text, texts)
        for passage, text, reading in zip(passages, texts, readings, strict=True):
            first = passage.chunk.start - text.start
            for candidate in candidates_of([passage]):
                if Want.LIST in part.wants or not candidate.is_list:
                    yield _weighed(candidate, reading, first, likeness)


def _weighed(candidate: Candidate, reading: Reading, first: int, likeness: _Likeness) -> Evidence:
    """The candidate with its probability and its best span; the text that was read begins at `first`."""
    passage, units = candidate.passage, candidate.units
    start, end = units[0].start, units[-1].end
    inside = [each for each in (_within(span, first, start, end) for span in reading.spans) if each]
    signs = Signs(
        answers=reading.answers,
        share=sum(each.share for each in inside),
        likeness=likeness.get((id(passage), start, end), 0.0),
    )
    best = max(inside, key=lambda each: each.share, default=None)
    span = None if best is None or candidate.is_list else (best.start, best.end)
    return Evidence(passage, units, probability(signs), span)


def _within(span: Span, first: int, start: int, end: int) -> Span | None:
    """The part of a span that lies between `start` and `end` of the document, with its part of the share."""
    left, right = max(start, first + span.start), min(end, first + span.end)
    if left >= right:
        return None
    return Span(left, right, span.share * (right - left) / (span.end - span.start))


def _by_place(found: Sequence[Evidence]) -> _Likeness:
    return {(id(each.passage), each.start, each.end): each.score for each in found}


def _surest(evidence: Evidence) -> tuple[float, str, int]:
    """Orders by score, then by place, so that the same question always gets the same answer."""
    return -evidence.score, evidence.passage.chunk.document, evidence.start
