"""The seam to retrieval, and its LlamaIndex form: a retriever bound to one question's audience and documents.

The only file of `bot` that knows LlamaIndex's retrievers. Anything in that library that takes a retriever can
take a `BoundRetriever`, and cannot reach past the audience that it was bound to.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from bot.models import Passage, Question
from bot.retrieval.hybrid import HybridSearch
from ingest.index.snapshot import Snapshot

_PASSAGE = "passage"


class Retriever(Protocol):
    """Finds the passages for a question in a snapshot."""

    def passages(
        self, snapshot: Snapshot, question: Question, *, top: int, without: Collection[str] = ()
    ) -> Sequence[Passage]:
        """The `top` passages, best first, none from the documents in `without`."""

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> Sequence[Passage]:
        """The best passage of each of the `top` best documents."""


class BoundRetriever(BaseRetriever):
    """Retrieves for one audience (and, where the question says so, from its documents only)."""

    def __init__(
        self, search: HybridSearch, snapshot: Snapshot, question: Question, top: int, without: Collection[str]
    ) -> None:
        super().__init__()
        self._search = search
        self._snapshot = snapshot
        self._question = question
        self._top = top
        self._without = without

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = replace(self._question, text=query_bundle.query_str)
        found = self._search.passages(self._snapshot, question, top=self._top, without=self._without)
        return [NodeWithScore(node=_node(passage), score=passage.score) for passage in found]


@dataclass(frozen=True, slots=True)
class LlamaIndexRetriever:
    """Retrieves passages through LlamaIndex, and the best passage of each document without it."""

    search: HybridSearch

    def passages(
        self, snapshot: Snapshot, question: Question, *, top: int, without: Collection[str] = ()
    ) -> list[Passage]:
        """The `top` passages, best first, none from the documents in `without`."""
        bound = BoundRetriever(self.search, snapshot, question, top, without)
        return [each.node.metadata[_PASSAGE] for each in bound.retrieve(QueryBundle(question.text))]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> list[Passage]:
        """The best passage of each of the `top` best documents."""
        return self.search.documents(snapshot, question, top=top)


def _node(passage: Passage) -> TextNode:
    chunk = passage.chunk
    return TextNode(
        id_=f"{chunk.document}#{chunk.ordinal}",
        text=chunk.text,
        start_char_idx=chunk.start,
        end_char_idx=chunk.end,
        metadata={_PASSAGE: passage, "title": passage.title, "section": " > ".join(chunk.section)},
        excluded_llm_metadata_keys=[_PASSAGE],
        excluded_embed_metadata_keys=[_PASSAGE],
    )
