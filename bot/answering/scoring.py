"""Scoring of candidates: the features of the two extractors, and the probability that a candidate answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate
from bot.qa_model.model import logistic
from ingest.language.tokenizer import Tokenizer

# The trained extractor's features are cut at these log-odds, shares and probabilities.
_MAX_LOG_ODDS = 6.0
_MIN_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class SimilarityFeatures:
    """Features of a candidate for one sub-question, each 0 to 1 unless said otherwise.

    `meaning` is the standardised cosine similarity (-1 to 1.5, see `standardised_similarity`), `coverage` the
    share of the question's words in the candidate, `names` the share of its names and figures in the passage,
    `answer_type` whether the expected types of fact occur, `retrieval` the nearness of the passage's
    retrieval score to the best (see `nearness`); `cross_lingual` is 1 where question and candidate differ in
    language and there is next to nothing in the question's; `is_list` is 1 for a whole list.
    """

    meaning: float
    coverage: float
    names: float
    answer_type: float
    retrieval: float
    cross_lingual: float
    is_list: float

    @property
    def probability(self) -> float:
        """The probability that the candidate answers."""
        return logistic(
            # A logistic regression on which sentence of the retrieved passages holds the answer: 750 English
            # questions (SQuAD 1.1's training set; a part with the answer's paragraph hidden or a name
            # replaced), 500 Korean ones (KorQuAD, a part hidden), and the development half of this project's
            # own suite, six times over. It gave the answer type 1.1; 2.0 and the weight of lists are set by
            # hand, since those sets seldom hold the wrong type beside the right one, or ask for lists.
            -14.8
            + 3.1 * self.meaning
            + 3.9 * self.coverage
            + 2.9 * self.names
            + 2.0 * self.answer_type
            + 6.0 * self.retrieval
            + 1.3 * self.cross_lingual
            + 1.5 * self.is_list
        )


@dataclass(frozen=True, slots=True)
class Features:
    """Features of a candidate for one sub-question from the trained model.

    `answers` is the calibrated log-odds that its passage answers, `share` the candidate's part of the span
    probability there (0 to 1), `similarity` the probability from the similarity extractor.
    """

    answers: float
    share: float
    similarity: float

    @property
    def probability(self) -> float:
        """The probability that the candidate answers; its weights are set by hand."""
        answers = max(-_MAX_LOG_ODDS, min(_MAX_LOG_ODDS, self.answers))
        share = max(_MIN_SHARE, min(1.0, self.share))
        similarity = max(_MIN_SHARE, min(1 - _MIN_SHARE, self.similarity))
        log_odds = math.log(similarity / (1 - similarity))
        return logistic(0.5 + 0.7 * answers + 0.8 * math.log(share) + 0.3 * log_odds)


class TermCoverage:
    """The tokens of all candidates, weighted by inverse document frequency (Spärck Jones, 1972) over them.

    A word that every candidate has tells none apart; one that none has lowers the coverage of all.
    """

    def __init__(self, candidates: Sequence[Candidate], tokenizer: Tokenizer) -> None:
        texts = [candidate.text for candidate in candidates]
        self._tokens = [set(tokens) for tokens in tokenizer.tokenize_all(texts)]
        self._frequency = Counter(token for tokens in self._tokens for token in tokens)

    def coverage(self, candidate: int, tokens: Sequence[str]) -> float:
        """The weighted share, 0 to 1, of the tokens that the candidate with this number has."""
        weights = {token: self._weight(token) for token in tokens}
        total = sum(weights.values())
        if not total:
            return 0.0
        return sum(weight for token, weight in weights.items() if token in self._tokens[candidate]) / total

    def _weight(self, token: str) -> float:
        return math.log(1 + len(self._tokens) / (1 + self._frequency[token]))


def standardised_similarity(cosine: float, mean: float) -> float:
    """The distance of a cosine similarity from the candidates' mean, in tenths; bounded, -1 to 1.5.

    The similarities of multilingual-e5 lie in a narrow band whose height depends on the question and the
    languages, so only the distance between candidates tells.
    """
    return max(-1.0, min(1.5, (cosine - mean) / 0.1))


def nearness(score: float, best: float) -> float:
    """A retrieval score on a scale from 1 for the best to 0 for 0.15 below it."""
    return 1.0 - min(1.0, max(0.0, best - score) / 0.15)
