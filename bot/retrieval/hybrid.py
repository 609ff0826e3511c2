"""Hybrid search: vectors and BM25 over every partition that the question's audience may read, fused.

The audience decides which partitions are opened at all; a limit to documents goes into both searches. Only
superseded documents are filtered afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.models import Audience, Language, Passage, Question
from bot.retrieval.fusion import fuse
from ingest.embedding.embedder import Embedder
from ingest.errors import IndexNotBuiltError
from ingest.index.catalog import StoredChunk
from ingest.index.snapshot import Snapshot
from ingest.language.tokenizer import Tokenizer

Row = tuple[Audience, int]


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """Vector and keyword search; `candidates` is how many results each gives to the fusion."""

    embedder: Embedder
    tokenizer: Tokenizer
    candidates: int

    def passages(
        self, snapshot: Snapshot, question: Question, *, top: int, without: Collection[str] = ()
    ) -> list[Passage]:
        """The `top` passages for `question`, best first, none of them from the documents in `without`."""
        passages: list[Passage] = []
        ranked = self._rank(snapshot, question)
        # Chunks are read a few at a time, since few questions have candidates to leave out.
        for start in range(0, len(ranked), top):
            batch = _read(snapshot, ranked[start : start + top])
            passages += [passage for passage in batch if passage.chunk.document not in without]
            if len(passages) >= top:
                break
        return passages[:top]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> list[Passage]:
        """The best passage of each of the `top` best documents, best first."""
        best: dict[str, Passage] = {}
        for passage in _read(snapshot, self._rank(snapshot, question)):
            best.setdefault(passage.chunk.document, passage)
        return list(best.values())[:top]

    def _rank(self, snapshot: Snapshot, question: Question) -> list[tuple[Row, float]]:
        self._refuse_other_models(snapshot)
        vector = self.embedder.embed_query(question.text)
        terms = self.tokenizer.terms(question.text)
        dense: list[tuple[Row, float]] = []
        keyword: list[tuple[Row, float]] = []
        for partition in question.audience.readable:
            near = snapshot.search_vectors(
                partition, vector, top=self.candidates, documents=question.documents
            )
            match = snapshot.search_keywords(
                partition, terms, top=self.candidates, documents=question.documents
            )
            dense += _in_partition(partition, near)
            keyword += _in_partition(partition, match)
        dense, keyword = _best(dense, self.candidates), _best(keyword, self.candidates)
        return fuse(dense, keyword, cross_lingual=_cross_lingual(snapshot, question, (*dense, *keyword)))

    def _refuse_other_models(self, snapshot: Snapshot) -> None:
        """Raises IndexNotBuiltError where the index was built with another model or tokenizer."""
        for part, identity in (("embedding", self.embedder.identity), ("keywords", self.tokenizer.identity)):
            if snapshot.built_with.get(part) != identity:
                raise IndexNotBuiltError(
                    f"The index was built with another version of its {part} part; run concord-ingest, "
                    "which builds it anew."
                )


def _in_partition(partition: Audience, scores: Sequence[tuple[int, float]]) -> list[tuple[Row, float]]:
    return [((partition, row), score) for row, score in scores]


def _best(scores: Sequence[tuple[Row, float]], top: int) -> list[tuple[Row, float]]:
    return sorted(scores, key=lambda each: -each[1])[:top]


def _cross_lingual(snapshot: Snapshot, question: Question, ranked: Sequence[tuple[Row, float]]) -> set[Row]:
    """The rows in the other language, except of documents that have a translation into the question's."""
    asks_korean = question.language is Language.KOREAN
    translated = snapshot.translated(question.audience, question.language)
    other: set[Row] = set()
    for partition in question.audience.readable:
        rows = [row for (audience, row), _ in ranked if audience is partition]
        for row, (document, is_korean) in snapshot.languages(partition, rows).items():
            if is_korean is not asks_korean and document not in translated:
                other.add((partition, row))
    return other


def _read(snapshot: Snapshot, ranked: Sequence[tuple[Row, float]]) -> list[Passage]:
    """The chunks of ranked rows, in their order."""
    chunks: dict[Row, StoredChunk] = {}
    for partition in Audience:
        rows = [row for (audience, row), _ in ranked if audience is partition]
        chunks |= {(partition, row): stored for row, stored in snapshot.chunks(partition, rows).items()}
    return [Passage(chunks[row].chunk, chunks[row].title, score) for row, score in ranked]
