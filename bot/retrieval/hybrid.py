"""Searches one snapshot for one question: vectors and keywords of every partition it may see, fused.

The audience is part of the question and decides which partitions are opened at all; a limit to documents goes
into both searches. Nothing is filtered afterwards but replaced editions.
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
    """Dense and keyword search together; `candidates` is how many each gives to the fusion."""

    embedder: Embedder
    tokenizer: Tokenizer
    candidates: int

    def passages(
        self, snapshot: Snapshot, question: Question, *, top: int, without: Collection[str] = ()
    ) -> list[Passage]:
        """The `top` passages for `question`, best first, none of them from the documents in `without`."""
        found: list[Passage] = []
        ranked = self._ranked(snapshot, question)
        # Chunks are read a few at a time, since few questions have candidates to leave out.
        for at in range(0, len(ranked), top):
            some = _read(snapshot, ranked[at : at + top])
            found += [each for each in some if each.chunk.document not in without]
            if len(found) >= top:
                break
        return found[:top]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> list[Passage]:
        """The best passage of each of the `top` best documents, best first."""
        best: dict[str, Passage] = {}
        for each in _read(snapshot, self._ranked(snapshot, question)):
            best.setdefault(each.chunk.document, each)
        return list(best.values())[:top]

    def _ranked(self, snapshot: Snapshot, question: Question) -> list[tuple[Row, float]]:
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
            dense += _of(partition, near)
            keyword += _of(partition, match)
        dense, keyword = _best(dense, self.candidates), _best(keyword, self.candidates)
        return fuse(dense, keyword, across=_across(snapshot, question, (*dense, *keyword)))

    def _refuse_other_models(self, snapshot: Snapshot) -> None:
        """Raises IndexNotBuiltError where the index was built with another model or tokenizer."""
        for part, identity in (("embedding", self.embedder.identity), ("keywords", self.tokenizer.identity)):
            if snapshot.built_with.get(part) != identity:
                raise IndexNotBuiltError(
                    f"The index was built with another version of its {part} part; run concord-ingest, "
                    "which builds it anew."
                )


def _of(partition: Audience, found: Sequence[tuple[int, float]]) -> list[tuple[Row, float]]:
    return [((partition, row), score) for row, score in found]


def _best(found: Sequence[tuple[Row, float]], top: int) -> list[tuple[Row, float]]:
    return sorted(found, key=lambda each: -each[1])[:top]


def _across(snapshot: Snapshot, question: Question, found: Sequence[tuple[Row, float]]) -> set[Row]:
    """The rows found in the other language, of documents that do not stand in the question's as well."""
    asks_korean = question.language is Language.KOREAN
    at_home = snapshot.translated(question.audience, question.language)
    other: set[Row] = set()
    for partition in question.audience.readable:
        rows = [row for (audience, row), _ in found if audience is partition]
        for row, (document, is_korean) in snapshot.languages(partition, rows).items():
            if is_korean is not asks_korean and document not in at_home:
                other.add((partition, row))
    return other


def _read(snapshot: Snapshot, ranked: Sequence[tuple[Row, float]]) -> list[Passage]:
    """The chunks of ranked rows, in their order."""
    chunks: dict[Row, StoredChunk] = {}
    for partition in Audience:
        rows = [row for (audience, row), _ in ranked if audience is partition]
        chunks |= {(partition, row): stored for row, stored in snapshot.chunks(partition, rows).items()}
    return [Passage(chunks[row].chunk, chunks[row].title, score) for row, score in ranked]
