"""Reads folders in BEIR layout: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (Thakur et al., 2021)."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

Qrels = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class DataSet:
    """Where a corpus lies, its queries by id, and for each query the grade of each relevant document."""

    name: str
    corpus: Path
    queries: Mapping[str, str]
    qrels: Qrels

    def sample(self, most: int) -> DataSet:
        """The same with at most `most` of the judged queries, evenly spread."""
        judged = [name for name in self.queries if name in self.qrels]
        kept = [judged[i * len(judged) // most] for i in range(most)] if len(judged) > most else judged
        return self.only(kept)

    def only(self, names: Collection[str]) -> DataSet:
        """The same with those of the judged queries that are named."""
        kept = [name for name in self.queries if name in names and name in self.qrels]
        queries = {name: self.queries[name] for name in kept}
        return DataSet(self.name, self.corpus, queries, {name: self.qrels[name] for name in kept})


def find_data_sets(folder: Path) -> list[DataSet]:
    """Every data set in BEIR layout that lies right below `folder`, by name."""
    corpora = sorted(folder.glob("*/corpus.jsonl"))
    return [_read(path.parent) for path in corpora if (path.parent / "qrels.tsv").is_file()]


def read_queries(path: Path) -> dict[str, str]:
    """The text of each query by its id."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {line["_id"]: line["text"] for line in lines}


def write_queries(path: Path, queries: Mapping[str, str]) -> None:
    """What `read_queries` reads."""
    lines = (json.dumps({"_id": name, "text": text}, ensure_ascii=False) for name, text in queries.items())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(folder: Path) -> DataSet:
    queries = read_queries(folder / "queries.jsonl")
    return DataSet(folder.name, folder / "corpus.jsonl", queries, _read_qrels(folder / "qrels.tsv"))


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return qrels
