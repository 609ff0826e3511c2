"""How much of a question a candidate shares in words, each weighted by its rarity among the candidates.

The weight is inverse document frequency (Spärck Jones, 1972) over the candidates: a word that all of
them have tells none of them apart, and a word that none of them has lowers the coverage of all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from bot.answering.candidates import Candidate
from ingest.language.tokens import Tokenizer


class Overlap:
    """The tokens of all candidates, ready to be compared with a question's."""

    def __init__(self, candidates: Sequence[Candidate], tokenizer: Tokenizer) -> None:
        self._tokens = [set(tokens) for tokens in tokenizer.tokenize_all([c.words for c in candidates])]
        self._frequency = Counter(token for tokens in self._tokens for token in tokens)

    def coverage(self, candidate: int, question: Sequence[str]) -> float:
        """The share, 0 to 1, of the words of `question` that the candidate with this number has."""
        weights = {token: self._weight(token) for token in question}
        total = sum(weights.values())
        if not total:
            return 0.0
        return sum(weight for token, weight in weights.items() if token in self._tokens[candidate]) / total

    def _weight(self, token: str) -> float:
        return math.log(1 + len(self._tokens) / (1 + self._frequency[token]))
