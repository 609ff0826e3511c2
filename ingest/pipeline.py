"""Runs documents through LlamaIndex's ingestion pipeline: structure-aware chunks, then their embeddings.

The embeddings land in the vector cache, from which each new generation of the index is built; the nodes
themselves carry the chunks to the catalogue. The only file of `ingest` that knows LlamaIndex.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument
from pydantic import ConfigDict, Field

from ingest.chunking.chunker import cut
from ingest.chunking.layout import Placed
from ingest.embedding.embedder import Embedder
from ingest.models import Chunk, Document
from ingest.passage import passage_text

_CHUNK = "chunk"


class LaidOutDocument(LlamaDocument):
    """A LlamaIndex document that has kept its structure; its text is the stored text."""

    title: str
    language: str
    placed: tuple[Placed, ...] = Field(exclude=True)


class StructureChunker(TransformComponent):
    """Parts laid-out documents into one node a chunk; `max_chars` is in characters."""

    max_chars: int

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> list[BaseNode]:
        """The chunks of all the documents, in order."""
        return [part for node in nodes if isinstance(node, LaidOutDocument) for part in self._parts(node)]

    def _parts(self, document: LaidOutDocument) -> list[BaseNode]:
        chunks = cut(
            document.node_id,
            document.text,
            document.placed,
            language=document.language,
            max_chars=self.max_chars,
        )
        source = document.as_related_node_info()  # once: it hashes the whole text each time
        return [_node(document, source, chunk) for chunk in chunks]


class PassageEmbedding(TransformComponent):
    """Embeds each node's passage, its words under their title and headings."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    embedder: Any  # an Embedder; pydantic cannot check a protocol

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        """The same nodes with their embedding set."""
        texts = [node.metadata["passage"] for node in nodes]
        for node, vector in zip(nodes, self.embedder.embed_passages(texts), strict=True):
            node.embedding = vector.tolist()
        return nodes


def build_pipeline(embedder: Embedder, max_chars: int) -> IngestionPipeline:
    """The pipeline from laid-out documents to embedded nodes; our cache stands in for LlamaIndex's."""
    return IngestionPipeline(
        transformations=[StructureChunker(max_chars=max_chars), PassageEmbedding(embedder=embedder)],
        disable_cache=True,
    )


def embed_documents(
    pipeline: IngestionPipeline, documents: Sequence[tuple[Document, tuple[Placed, ...]]]
) -> dict[str, list[Chunk]]:
    """The chunks of each document by its id, once all of them are embedded."""
    laid_out = [
        LaidOutDocument(
            id_=document.id,
            text=document.text,
            title=document.metadata.title,
            language=document.metadata.language,
            placed=placed,
        )
        for document, placed in documents
    ]
    chunks: dict[str, list[Chunk]] = {document.id: [] for document, _ in documents}
    for node in pipeline.run(documents=laid_out, show_progress=False):
        chunk = node.metadata[_CHUNK]
        chunks[chunk.document].append(chunk)
    return chunks


def _node(document: LaidOutDocument, source: RelatedNodeInfo, chunk: Chunk) -> TextNode:
    return TextNode(
        id_=f"{chunk.document}#{chunk.ordinal}",
        text=chunk.text,
        start_char_idx=chunk.start,
        end_char_idx=chunk.end,
        metadata={_CHUNK: chunk, "passage": passage_text(document.title, chunk.section, chunk.text)},
        relationships={NodeRelationship.SOURCE: source},
    )
