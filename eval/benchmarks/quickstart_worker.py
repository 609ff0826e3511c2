"""Runs the quickstart in one process: `python -m eval.benchmarks.quickstart_worker TASK …` prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.benchmarks import quickstart
from eval.benchmarks.beir import read_queries
from eval.benchmarks.texts import questions

_WARM_UP = 4
_TOP = 10
# A document has several chunks, so more are asked for than documents are wanted.
_CHUNKS = 50


def ingest(corpus: str, folder: str) -> dict[str, int]:
    """Indexes a JSON Lines file in `folder`."""
    lines = [json.loads(line) for line in Path(corpus).read_text(encoding="utf-8").splitlines()]
    texts = {
        line["_id"]: "\n".join(part for part in (line.get("title"), line["text"]) if part) for line in lines
    }
    quickstart.ingest(texts, folder)
    return {"documents": len(texts)}


def embed(passages: str) -> dict[str, float]:
    """Seconds to embed the texts of a JSON Lines file, once it is warm."""
    texts = [json.loads(line)["text"] for line in Path(passages).read_text(encoding="utf-8").splitlines()]
    embedding = quickstart.embedding()
    embedding.get_text_embedding_batch(texts[:_WARM_UP])
    started = time.perf_counter()
    embedding.get_text_embedding_batch(texts)
    return {"seconds": time.perf_counter() - started}


def latency(number: str, among: str, folder: str) -> dict[str, list[float]]:
    """The milliseconds of retrieving for every question, by language, as `en search` and `ko search`."""
    index = quickstart.open_index(folder)
    asked = questions(int(number), int(among))
    for each in asked[:_WARM_UP] + asked[-_WARM_UP:]:
        quickstart.retrieve(index, each.question, _TOP)
    measured: dict[str, list[float]] = {}
    for each in asked:
        started = time.perf_counter()
        quickstart.retrieve(index, each.question, _TOP)
        measured.setdefault(f"{each.language} search", []).append((time.perf_counter() - started) * 1000)
    return measured


def search(queries: str, folder: str) -> dict[str, list[str]]:
    """The ids of the ten best documents for each query of a JSON Lines file, best first."""
    index = quickstart.open_index(folder)
    asked = read_queries(Path(queries))
    found = {name: quickstart.retrieve(index, text, _CHUNKS) for name, text in asked.items()}
    return {name: list(dict.fromkeys(documents))[:_TOP] for name, documents in found.items()}


def main(arguments: Sequence[str]) -> None:
    """Runs the task that the first argument names and prints its result as JSON."""
    tasks: dict[str, Callable[..., object]] = {
        "ingest": ingest,
        "embed": embed,
        "latency": latency,
        "search": search,
    }
    print(json.dumps(tasks[arguments[0]](*arguments[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
