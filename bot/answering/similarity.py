"""The extractor without a trained model: similar meaning, shared words and the expected type of fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.candidates import Candidate, extract_candidates
from bot.answering.extractors import by_score
from bot.answering.question_analysis import AnswerType, SubQuestion, answer_type_share, without_measure
from bot.answering.scoring import SimilarityFeatures, TermCoverage, nearness, standardised_similarity
from bot.models import Evidence, Language, Passage, Question
from bot.text.language import written_in
from bot.text.names import known_share, name_keys
from ingest.chunking.layout import passage_text
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.language.tokenizer import Tokenizer, has_hangul

# How many candidates are embedded for a question (about 2 ms each): those that share most words, then whole
# lists, then the first of the best passages, with which a question in another language shares no words.
_MAX_EMBEDDED = 24
_MAX_LISTS = 4
# Fewer candidates in a language have no mean similarity of their own.
_MIN_FOR_MEAN = 4


@dataclass(frozen=True, slots=True)
class SimilarityExtractor:
    """Scores the most promising candidates of the passages for every sub-question."""

    embedder: Embedder
    tokenizer: Tokenizer

    def extract(
        self, question: Question, parts: Sequence[SubQuestion], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """See `AnswerExtractor`."""
        candidates = extract_candidates(passages)
        if not candidates:
            return [[] for _ in parts]
        # Korean words match none of a question without Hangul, and the morphology takes a second to load.
        tokenizer = self.tokenizer if has_hangul(question.text) else self.tokenizer.without_korean()
        whole = self._query(question.text)
        scorer = self._scorer(_promising(candidates, tokenizer, whole.tokens), tokenizer)
        queries = [whole if part.text == whole.text else self._query(part.text) for part in parts]
        subject = _subject_names(whole, queries)
        return [
            scorer.extract(part, query, whole, subject) for part, query in zip(parts, queries, strict=True)
        ]

    def _query(self, text: str) -> _Query:
        tokens = self.tokenizer.tokenize(without_measure(text))
        return _Query(text, tokens, self.embedder.embed_query(text), name_keys(text), written_in(text))

    def _scorer(self, candidates: Sequence[Candidate], tokenizer: Tokenizer) -> _Scorer:
        return _Scorer(
            candidates,
            TermCoverage(candidates, tokenizer),
            self.embedder.embed_passages([_text_with_context(each) for each in candidates]),
            [written_in(each.text) for each in candidates],
            max(each.passage.score for each in candidates),
        )


@dataclass(frozen=True, slots=True)
class _Query:
    """A question or sub-question: its tokens, vector (d,), names and language."""

    text: str
    tokens: Sequence[str]
    vector: FloatVector
    names: frozenset[str]
    language: Language


@dataclass(frozen=True, slots=True)
class _Scorer:
    """The candidates scored for a question, with their vectors (n, d) and languages."""

    candidates: Sequence[Candidate]
    terms: TermCoverage
    vectors: FloatMatrix
    languages: Sequence[Language]
    best_retrieval: float

    def extract(
        self, part: SubQuestion, query: _Query, whole: _Query, subject: frozenset[str]
    ) -> list[Evidence]:
        """The evidence for a sub-question, best first; whole lists only where a list is expected.

        The subject may stand in the whole question only, so similarities are the mean of both.
        """
        cosines: FloatVector = self.vectors @ ((query.vector + whole.vector) * np.float32(0.5))
        means = self._means(cosines)
        takes_lists = AnswerType.LIST in part.answer_types
        evidence = []
        for number, candidate in enumerate(self.candidates):
            if candidate.is_list and not takes_lists:
                continue
            coverages = [self.terms.coverage(number, each.tokens) for each in (query, whole)]
            features = SimilarityFeatures(
                meaning=standardised_similarity(cosines[number], means[number]),
                coverage=sum(coverages) / len(coverages),
                names=known_share(query.names | subject, _surroundings(candidate)),
                answer_type=answer_type_share(part.answer_types, candidate.text),
                retrieval=nearness(candidate.passage.score, self.best_retrieval),
                cross_lingual=float(self._is_cross_lingual(number, whole.language)),
                is_list=float(candidate.is_list),
            )
            evidence.append(Evidence(candidate.passage, candidate.units, features.probability))
        return sorted(evidence, key=by_score)

    def _means(self, cosines: FloatVector) -> list[float]:
        """For each candidate the mean similarity of those in its language, of all where these are few."""
        means = {}
        for language in Language:
            same = [float(c) for c, spoken in zip(cosines, self.languages, strict=True) if spoken is language]
            is_enough = len(same) >= _MIN_FOR_MEAN
            means[language] = sum(same) / len(same) if is_enough else float(cosines.mean())
        return [means[language] for language in self.languages]

    def _is_cross_lingual(self, number: int, language: Language) -> bool:
        """Whether a candidate is in the other language, for want of any in the question's.

        Where there are candidates in the question's language, its retrieval score makes up for it already.
        """
        return self.languages[number] is not language and self.languages.count(language) < _MIN_FOR_MEAN


def _subject_names(whole: _Query, parts: Sequence[_Query]) -> frozenset[str]:
    """The names that all sub-questions are about: all of the question but those of later parts."""
    later = frozenset().union(*(part.names for part in parts[1:]))
    return whole.names - (later - parts[0].names)


def _promising(
    candidates: Sequence[Candidate], tokenizer: Tokenizer, tokens: Sequence[str]
) -> list[Candidate]:
    """The candidates worth embedding, in reading order."""
    terms = TermCoverage(candidates, tokenizer)
    numbers = range(len(candidates))
    shared = sorted(numbers, key=lambda number: -terms.coverage(number, tokens))
    lists = [number for number in numbers if candidates[number].is_list]
    order = dict.fromkeys((*shared[: _MAX_EMBEDDED // 2], *lists[:_MAX_LISTS], *numbers))
    return [candidates[number] for number in sorted(list(order)[:_MAX_EMBEDDED])]


def _text_with_context(candidate: Candidate) -> str:
    """What is embedded: the candidate under its nearest heading and lead."""
    return passage_text("", (*candidate.passage.chunk.section[-1:], candidate.lead), candidate.text)


def _surroundings(candidate: Candidate) -> str:
    """Where the question's names may stand: title, headings and passage."""
    chunk = candidate.passage.chunk
    return "\n".join((candidate.passage.title, *chunk.section, chunk.text))
