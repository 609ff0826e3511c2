"""How much of a question a candidate shares in words, each weighted by its rarity among the candidates.

The weight is inverse document frequency (Spärck Jones, 1972) over the candidates: a word that all of
them have tells none of them apart, and a word that none of them has lowers the coverage of all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate
from ingest.keywords.tokens import Tokeniser


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of the question's weighted words in the candidate, before it, and elsewhere around it."""

    inside: float
    before: float
    around: float


class Overlap:
    """The tokens of all candidates, ready to be compared with a question's."""

    def __init__(self, candidates: Sequence[Candidate], tokeniser: Tokeniser) -> None:
        self._inside = [set(tokens) for tokens in tokeniser.tokenise_all([c.words for c in candidates])]
        self._before = [set(tokens) for tokens in tokeniser.tokenise_all([c.before for c in candidates])]
        headings = [" ".join((c.passage.title, *c.passage.chunk.section)) for c in candidates]
        self._heading = [set(tokens) for tokens in tokeniser.tokenise_all(headings)]
        self._frequency = Counter(token for tokens in self._inside for token in tokens)

    def coverage(self, candidate: int, question: Sequence[str]) -> Coverage:
        """What of `question` the candidate with this number covers; all zero for a question without words."""
        weights = {token: self._weight(token) for token in question}
        total = sum(weights.values())
        if not total:
            return Coverage(0.0, 0.0, 0.0)
        inside = self._inside[candidate]
        before = self._before[candidate] - inside
        around = self._heading[candidate] - inside - before

        def share(tokens: set[str]) -> float:
            return sum(weight for token, weight in weights.items() if token in tokens) / total

        return Coverage(share(inside), share(before), share(around))

    def _weight(self, token: str) -> float:
        return math.log(1 + len(self._inside) / (1 + self._frequency[token]))
