"""Runs documents through LlamaIndex's ingestion pipeline: structure-aware chunks, then their embeddings.

The embeddings land in the vector cache, from which each new generation of the index is built; the nodes carry
the chunks to the catalogue. The only file of `ingest` that knows LlamaIndex.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, TextNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument
from pydantic import ConfigDict, Field

from ingest.chunking.chunker import cut_chunks
from ingest.chunking.layout import PlacedBlock, passage_text
from ingest.embedding.embedder import Embedder
from ingest.models import Chunk
from ingest.sources.loader import ParsedSource

_CHUNK, _PASSAGE = "chunk", "passage"


class LaidOutDocument(LlamaDocument):
    """A LlamaIndex document that has kept its structure; its text is the stored text."""

    title: str
    language: str
    placed: tuple[PlacedBlock, ...] = Field(exclude=True)


class StructureChunker(TransformComponent):
    """Parts laid-out documents into one node a chunk; `max_chars` is in characters."""

    max_chars: int

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> list[BaseNode]:
        return [part for node in nodes if isinstance(node, LaidOutDocument) for part in self._parts(node)]

    def _parts(self, document: LaidOutDocument) -> list[BaseNode]:
        chunks = cut_chunks(
            document.node_id,
            document.text,
            document.placed,
            language=document.language,
            max_chars=self.max_chars,
        )
        source = document.as_related_node_info()  # once: it hashes the whole text each time
        return [
            TextNode(
                id_=f"{chunk.document}#{chunk.ordinal}",
                text=chunk.text,
                start_char_idx=chunk.start,
                end_char_idx=chunk.end,
                metadata={_CHUNK: chunk, _PASSAGE: passage_text(document.title, chunk.section, chunk.text)},
                relationships={NodeRelationship.SOURCE: source},
            )
            for chunk in chunks
        ]


class PassageEmbedding(TransformComponent):
    """Embeds each node's passage, its words under their title and headings."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    embedder: Any  # an Embedder; pydantic cannot check a protocol

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        passages = [node.metadata[_PASSAGE] for node in nodes]
        for node, vector in zip(nodes, self.embedder.embed_passages(passages), strict=True):
            node.embedding = vector.tolist()
        return nodes


def embed_documents(
    sources: Sequence[ParsedSource], embedder: Embedder, max_chars: int
) -> dict[str, list[Chunk]]:
    """The chunks of each document by its id, once all of them are embedded."""
    pipeline = IngestionPipeline(
        transformations=[StructureChunker(max_chars=max_chars), PassageEmbedding(embedder=embedder)],
        disable_cache=True,  # the vector cache stands in for LlamaIndex's
    )
    laid_out = [
        LaidOutDocument(
            id_=source.document.id,
            text=source.document.text,
            title=source.document.metadata.title,
            language=source.document.metadata.language,
            placed=source.placed,
        )
        for source in sources
    ]
    chunks: dict[str, list[Chunk]] = {source.document.id: [] for source in sources}
    for node in pipeline.run(documents=laid_out, show_progress=False):
        chunk = node.metadata[_CHUNK]
        chunks[chunk.document].append(chunk)
    return chunks
