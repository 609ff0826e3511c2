"""A reader without training: sentences are scored by meaning, by shared words and by the kind of fact wanted.

For every part of the question each candidate gets four features between 0 and 1, and a logistic function turns
their weighted sum into a probability. Lexical overlap is weighted by inverse document frequency among the
candidates themselves (Spärck Jones, 1972), so that what all of them share says little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate, candidates_of
from bot.answering.wants import Part, Want, satisfies
from bot.answering.weights import WEIGHTS, Features, probability
from bot.models import Evidence, Passage, Question
from ingest.embedding.embedder import Embedder
from ingest.keywords.tokens import Tokeniser
from ingest.passage import passage_text

# A word of the question counts for less where it stands only around the candidate.
_IN_BEFORE = 0.5
_IN_HEADING = 0.6
_IN_PASSAGE = 0.25
# How many candidates are embedded for one question; the others cannot win on their words.
_EMBEDDED = 24


@dataclass(frozen=True, slots=True)
class SimilarityReader:
    """Scores every candidate of the passages against every part of the question."""

    embedder: Embedder
    tokeniser: Tokeniser

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """For each part the evidence, best first."""
        candidates = candidates_of(passages)
        if not candidates:
            return [[] for _ in parts]
        terms = _Terms.of(candidates, self.tokeniser)
        whole = self.tokeniser.tokenise(question.text)
        overlap = [terms.coverage(i, whole) for i in range(len(candidates))]
        kept = _promising(candidates, overlap)
        meanings = self._meanings([candidates[i] for i in kept], question, parts)
        best_passage = max(passage.score for passage in passages)
        found: list[list[Evidence]] = []
        for place, part in enumerate(parts):
            words = self.tokeniser.tokenise(part.text)
            scored = []
            for at, i in enumerate(kept):
                candidate = candidates[i]
                features = Features(
                    meaning=meanings[place][at],
                    overlap=terms.coverage(i, words)
                    if len(parts) == 1
                    else (terms.coverage(i, words) + overlap[i]) / 2,
                    kind=_kind(part, candidate),
                    passage=candidate.passage.score / best_passage if best_passage else 0.0,
                    same_language=float(_same_language(question, candidate)),
                )
                scored.append(Evidence(candidate.passage, candidate.units, probability(features, WEIGHTS)))
            found.append(sorted(scored, key=lambda each: -each.score))
        return found
