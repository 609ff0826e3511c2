"""A reader without training of its own: meaning, shared words and the kind of fact wanted, weighed together.

Each candidate gets a handful of features for each part of the question, and a logistic function turns their
weighted sum into the probability that the candidate answers. `weights.py` says where the weights come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.candidates import Candidate, candidates_of
from bot.answering.names import known_share, names_in
from bot.answering.overlap import Overlap
from bot.answering.wants import Part, Want, content_of, satisfies
from bot.answering.weights import Features, nearness, probability, standing_out
from bot.language import written_in
from bot.models import Evidence, Language, Passage, Question
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.language.tokens import Tokenizer, has_hangul
from ingest.passage import passage_text

# How many candidates are embedded for a question (about 2 ms each): those with the most of its words, and the
# first ones of the best passages, which a question in another language shares no words with.
_EMBEDDED = 24
# Whole lists are few and long, and seldom among those with the most words.
_LISTS = 4
# So many candidates in a language have a mean of their own.
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class SimilarityReader:
    """Scores every promising candidate of the passages against every part of the question."""

    embedder: Embedder
    tokenizer: Tokenizer

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """For each part the evidence, best first."""
        every = candidates_of(passages)
        if not every:
            return [[] for _ in parts]
        whole = self._ask(question.text)
        tokenizer = self._tokenizer_for(question)
        kept = _promising(every, Overlap(every, tokenizer), whole.tokens)
        scene = self._scene(kept, tokenizer)
        asked = [whole if part.text == whole.text else self._ask(part.text) for part in parts]
        subject = _subject(whole, asked)
        return [scene.read(part, each, whole, subject) for part, each in zip(parts, asked, strict=True)]

    def _ask(self, text: str) -> _Asked:
        tokens, vector = self.tokenizer.tokenize(content_of(text)), self.embedder.embed_query(text)
        return _Asked(text, tokens, vector, names_in(text), written_in(text))

    def _tokenizer_for(self, question: Question) -> Tokenizer:
        """Korean words meet none of a question without Hangul, and the morphology takes a second to load."""
        return self.tokenizer if has_hangul(question.text) else self.tokenizer.without_korean()

    def _scene(self, candidates: Sequence[Candidate], tokenizer: Tokenizer) -> _Scene:
        return _Scene(
            candidates,
            Overlap(candidates, tokenizer),
            self.embedder.embed_passages([_in_context(each) for each in candidates]),
            [written_in(each.words) for each in candidates],
            max(each.passage.score for each in candidates),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question or a part of one: its words, tokens, vector (d,), names and language."""

    text: str
    tokens: Sequence[str]
    vector: FloatVector
    names: frozenset[str]
    language: Language


@dataclass(frozen=True, slots=True)
class _Scene:
    """The candidates that are weighed for a question, with their vectors (n, d) and languages."""

    candidates: Sequence[Candidate]
    overlap: Overlap
    vectors: FloatMatrix
    languages: Sequence[Language]
    best_retrieval: float

    def read(self, part: Part, asked: _Asked, whole: _Asked, subject: frozenset[str]) -> list[Evidence]:
        """The evidence for one part, best first; whole lists only where a list is wanted.

        A part leaves its subject to the whole question, so each similarity is the mean of the two, and the
        names of the `subject` are looked for with its own.
        """
        cosines: FloatVector = self.vectors @ ((asked.vector + whole.vector) * np.float32(0.5))
        heights = self._heights(cosines)
        wanted = [i for i, each in enumerate(self.candidates) if Want.LIST in part.wants or not each.is_list]
        return sorted(
            (
                self._evidence(i, standing_out(cosines[i], heights[i]), part, (asked, whole), subject)
                for i in wanted
            ),
            key=_surest,
        )

    def _heights(self, cosines: FloatVector) -> list[float]:
        """For each candidate the mean similarity of those in its language, of all where these are few."""
        means = {}
        for language in Language:
            same = [float(c) for c, spoken in zip(cosines, self.languages, strict=True) if spoken is language]
            means[language] = sum(same) / len(same) if len(same) >= _ENOUGH else float(cosines.mean())
        return [means[language] for language in self.languages]

    def _is_across(self, number: int, asked: Language) -> bool:
        """Whether a candidate is in the other language for want of any in the question's.

        Beside candidates in the question's language it needs no help: its retrieval score has been made up.
        """
        return self.languages[number] is not asked and self.languages.count(asked) < _ENOUGH

    def _evidence(
        self, number: int, meaning: float, part: Part, asked: Sequence[_Asked], subject: frozenset[str]
    ) -> Evidence:
        candidate, whole = self.candidates[number], asked[-1]
        features = Features(
            meaning=meaning,
            inside=sum(self.overlap.coverage(number, each.tokens) for each in asked) / len(asked),
            names=known_share(asked[0].names | subject, _surroundings(candidate)),
            kind=satisfies(part.wants, candidate.words),
            retrieval=nearness(candidate.passage.score, self.best_retrieval),
            across=float(self._is_across(number, whole.language)),
            whole_list=float(candidate.is_list),
        )
        return Evidence(candidate.passage, candidate.units, probability(features))


def _subject(whole: _Asked, parts: Sequence[_Asked]) -> frozenset[str]:
    """The names that all parts are about: those of the first, and of an earlier question that leads it."""
    later = frozenset().union(*(part.names for part in parts[1:]))
    return whole.names - (later - parts[0].names)


def _surest(evidence: Evidence) -> tuple[float, str, int]:
    """Orders by score, then by place, so that the same question always gets the same answer."""
    return -evidence.score, evidence.passage.chunk.document, evidence.start


def _promising(candidates: Sequence[Candidate], overlap: Overlap, tokens: Sequence[str]) -> list[Candidate]:
    """The candidates worth embedding: half by the words they share, then lists, then by passage."""
    numbers = range(len(candidates))
    shared = sorted(numbers, key=lambda i: -overlap.coverage(i, tokens))
    lists = [i for i in numbers if candidates[i].is_list]
    order = dict.fromkeys((*shared[: _EMBEDDED // 2], *lists[:_LISTS], *numbers))
    return [candidates[i] for i in sorted(list(order)[:_EMBEDDED])]


def _in_context(candidate: Candidate) -> str:
    """What is embedded: the candidate's words under the nearest heading and what introduces them."""
    return passage_text("", (*candidate.passage.chunk.section[-1:], candidate.lead), candidate.words)


def _surroundings(candidate: Candidate) -> str:
    """Everything about a candidate in which a name may stand."""
    chunk = candidate.passage.chunk
    return "\n".join((candidate.passage.title, *chunk.section, chunk.text))
