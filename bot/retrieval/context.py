"""The passages retrieved for a question, with all that answering needs once the index is released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.models import Audience, Passage, Question
from bot.retrieval.retriever import Retriever
from bot.retrieval.versions import restrict_to_old_versions, superseded_ids
from ingest.index.catalog import CatalogEntry
from ingest.index.snapshot import Snapshot
from ingest.models import Document

# How many of the best passages are widened by their neighbours.
_WIDENED = 3
# A neighbour was not retrieved itself: it ranks behind its passage by a sixth of the distance at which a
# passage counts as far (`scoring.nearness`).
_NEIGHBOUR_PENALTY = 0.01


@dataclass(frozen=True, slots=True)
class RetrievedContext:
    """Passages, documents and metadata retrieved for one question.

    `passages` are best first; `entries` are all documents that the requester may see, by id; `documents` the
    stored texts of those that the passages come from; `generation` is the index's version.
    """

    generation: str
    entries: Mapping[str, CatalogEntry]
    passages: tuple[Passage, ...]
    documents: Mapping[str, Document]


def retrieve_context(
    retriever: Retriever, snapshot: Snapshot, question: Question, *, top: int
) -> RetrievedContext:
    """The context of the `top` passages; no passages where the question is limited to an unseen document."""
    entries = {entry.id: entry for entry in snapshot.documents(question.audience)}
    if not set(question.documents or ()) <= set(entries):
        return RetrievedContext(snapshot.generation, entries, (), {})
    question = restrict_to_old_versions(entries, question)
    passages = retriever.passages(snapshot, question, top=top, without=superseded_ids(entries, question))
    passages = _with_neighbours(snapshot, passages, question.audience)
    documents = {
        document.id: document
        for name in {passage.chunk.document for passage in passages}
        if (document := snapshot.document(name, question.audience)) is not None
    }
    return RetrievedContext(snapshot.generation, entries, tuple(passages), documents)


def _with_neighbours(snapshot: Snapshot, passages: Sequence[Passage], audience: Audience) -> list[Passage]:
    """The passages, each of the best ones followed by the neighbouring chunks of its section.

    A long section is cut into several chunks: one may name the subject, the next have the answer.
    """
    known = {(each.chunk.document, each.chunk.ordinal) for each in passages}
    widened: list[Passage] = []
    for rank, passage in enumerate(passages):
        widened.append(passage)
        if rank >= _WIDENED:
            continue
        chunk = passage.chunk
        for neighbour in snapshot.neighbours(chunk.document, chunk.ordinal, audience):
            key = (neighbour.document, neighbour.ordinal)
            if neighbour.section == chunk.section and key not in known:
                known.add(key)
                widened.append(Passage(neighbour, passage.title, passage.score - _NEIGHBOUR_PENALTY))
    return widened
