"""The BM25 index of one partition's chunks; the only file that knows bm25s.

Score: Okapi BM25 as Lucene has it, idf · tf / (tf + k1 · (1 − b + b · length / mean length)), after Robertson
and Zaragoza, "The Probabilistic Relevance Framework" (2009), and Kamphuis et al., "Which BM25 Do You Mean?"
(2020). A score is a sum of evidence and is never rescaled, since its size tells how much of the question was
found. Marked terms (`MINOR`: pairs of words, of syllables) repeat evidence that the words gave already and
count `_MINOR_WEIGHT`.

On disk the terms are 64-bit hashes in order, searched where they lie, so that opening a large index reads
next to nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ingest.errors import IndexNotBuiltError
from ingest.language.tokenizer import MINOR

if TYPE_CHECKING:
    from bm25s import BM25  # type: ignore[import-untyped]  # it ships no types

_K1, _B = 1.2, 0.75  # the textbook's; others were measured to change little once fused
# Measured flat from 0.2 to 0.5; from 1 on the repeated evidence hurts.
_MINOR_WEIGHT = 0.3
_HASHES, _NUMBERS, _BM25 = "term_hashes.npy", "term_numbers.npy", "bm25"

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class KeywordIndex:
    """Finds rows (0 to n − 1, in the order of building) by their terms; safe to read from several threads."""

    def __init__(self, model: BM25 | None, hashes: Hashes, numbers: Numbers) -> None:
        """`model` is None where no row has a term; `numbers` are the terms' numbers in order of `hashes`."""
        self._model = model
        self._hashes = hashes
        self._numbers = numbers

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]]) -> KeywordIndex:
        """The index of these rows, each given by its terms with repetitions."""
        vocabulary: dict[str, int] = {}
        numbered = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms] for terms in rows]
        hashes = np.array([_hash(term) for term in vocabulary], np.uint64)
        order = np.argsort(hashes)
        return cls(_fitted(numbered, len(vocabulary)), hashes[order], order.astype(np.int64))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _HASHES, self._hashes)
        np.save(folder / _NUMBERS, self._numbers)
        if self._model is not None:
            self._model.save(folder / _BM25, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """Open what `save` wrote, to be read where it is searched; IndexNotBuiltError where it is missing."""
        try:
            hashes = np.load(folder / _HASHES, mmap_mode="r")
            numbers = np.load(folder / _NUMBERS, mmap_mode="r")
        except FileNotFoundError as cause:
            raise IndexNotBuiltError(
                "The keyword index is missing; run concord-ingest to build it."
            ) from cause
        if not len(hashes):
            return cls(None, hashes, numbers)
        from bm25s import BM25  # only a search that has something to find pays for it

        model = BM25.load(folder / _BM25, mmap=True, load_vocab=False, show_progress=False)
        return cls(model, hashes, numbers)

    def search(
        self, terms: Sequence[str], top: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `top` rows with any of `terms` and their scores, best first, equals by row.

        Only rows in `allowed` are looked at where it is given.
        """
        scores = self.scores(terms)
        if scores is None:
            return []
        rows = np.arange(len(scores)) if allowed is None else np.unique(np.asarray(allowed, np.int64))
        rows = rows[scores[rows] > 0]
        if len(rows) > top:
            least = np.partition(scores[rows], -top)[-top]
            rows = rows[scores[rows] >= least]
        best = rows[np.lexsort((rows, -scores[rows]))][:top]
        return [(int(row), float(scores[row])) for row in best]

    def scores(self, terms: Sequence[str]) -> Scores | None:
        """The scores (n,) of all rows, or None where no row has any of `terms`."""
        major = self._known([term for term in terms if not term.startswith(MINOR)])
        minor = self._known([term for term in terms if term.startswith(MINOR)])
        if self._model is None or not len(major) + len(minor):
            return None
        scores: Scores = self._model.get_scores_from_ids(major)
        if len(minor):
            scores = scores + np.float32(_MINOR_WEIGHT) * self._model.get_scores_from_ids(minor)
        return scores

    def _known(self, terms: Sequence[str]) -> Numbers:
        wanted = np.array([_hash(term) for term in terms], np.uint64)
        if not len(self._hashes) or not len(wanted):
            return np.empty(0, np.int64)
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        return np.asarray(self._numbers[places[self._hashes[places] == wanted]])


def _fitted(numbered: Sequence[Sequence[int]], size: int) -> BM25 | None:
    if not size:
        return None
    from bm25s import BM25

    model = BM25(method="lucene", k1=_K1, b=_B, backend="numpy")
    model.index((numbered, {number: number for number in range(size)}), show_progress=False)
    model.vocab_dict = {}  # the hashes stand for it
    return model


def _hash(term: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )
