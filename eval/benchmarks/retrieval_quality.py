"""Measures how well the right document is found, through the public commands, on folders in BEIR layout.

Such a folder has `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (Thakur et al., 2021).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.qa_model.onnx_model import is_shipped
from eval.benchmarks.processes import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    concord,
    concord_ingest,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
)
from eval.benchmarks.texts import read_queries, write_queries
from eval.tables import Table, verdict
from eval.training.data.sets import articles_of

_TOP = 10
_SIMILARITY, _TRAINED = "similarity", "trained"
_PLAIN, _RERANKED = f"{CONCORD} without reranking", f"{CONCORD} with reranking"

Qrels = Mapping[str, Mapping[str, int]]
Rankings = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DataSet:
    """A corpus, its queries by id, and for each query the grade of each relevant document."""

    name: str
    corpus: Path
    queries: Mapping[str, str]
    qrels: Qrels

    @classmethod
    def read(cls, folder: Path) -> DataSet:
        qrels: dict[str, dict[str, int]] = {}
        with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
        return cls(folder.name, folder / "corpus.jsonl", read_queries(folder / "queries.jsonl"), qrels)

    def sample(self, most: int) -> DataSet:
        """The same with at most `most` of the judged queries, evenly spread."""
        judged = [name for name in self.queries if name in self.qrels]
        kept = [judged[i * len(judged) // most] for i in range(most)] if len(judged) > most else judged
        return self.only(kept)

    def only(self, names: Collection[str]) -> DataSet:
        """The same with those of the judged queries that are named."""
        kept = [name for name in self.queries if name in names and name in self.qrels]
        queries = {name: self.queries[name] for name in kept}
        return replace(self, queries=queries, qrels={name: self.qrels[name] for name in kept})

    def unseen(self) -> DataSet:
        """The queries that the QA model was not trained on: of a set with articles those held out."""
        file = self.corpus.with_name("reading.json")
        if not file.is_file():
            return self
        paragraphs = (each for article in articles_of(file, "held_out") for each in article["paragraphs"])
        return self.only({str(asked["id"]) for each in paragraphs for asked in each["qas"]})


@dataclass(frozen=True, slots=True)
class _Targets:
    """Which measures are reported for a data set, and the figures to be reached."""

    measures: tuple[str, ...] = ("P@1", "R@5", "nDCG@10")
    floor: Mapping[str, float] | None = None
    goal: Mapping[str, float] | None = None

    def row(self, name: str, scores: Mapping[str, float]) -> tuple[str, ...]:
        return (name, *(f"{scores[measure]:.3f}" if measure in scores else "" for measure in self.measures))

    def scores(self, data: DataSet, rankings: Rankings) -> dict[str, float]:
        return score_rankings(data.qrels, rankings, self.measures)


# The floors are plain convex fusion and Korean BM25 alone; the first goal is multilingual-e5-large.
_TARGETS = {
    "feedbackqa": _Targets(
        floor={"P@1": 0.509, "R@5": 0.745, "nDCG@10": 0.659},
        goal={"P@1": 0.550, "R@5": 0.786, "nDCG@10": 0.701},
    ),
    "korquad": _Targets(("R@1", "R@5", "nDCG@10"), floor={"R@1": 0.90}, goal={"nDCG@10": 0.95}),
}


def find_data_sets(folder: Path) -> list[DataSet]:
    """Every data set in BEIR layout that lies right below `folder`, by name."""
    corpora = sorted(folder.glob("*/corpus.jsonl"))
    return [DataSet.read(path.parent) for path in corpora if (path.parent / "qrels.tsv").is_file()]


def score_rankings(qrels: Qrels, rankings: Rankings, measures: Sequence[str]) -> dict[str, float]:
    """The mean over all judged queries of each measure, such as `P@1`, `R@5` or `nDCG@10`.

    `rankings` has document ids by query id, best first; a query without a ranking counts 0.
    Raises ModuleNotFoundError where the `bench` extra is not installed.
    """
    import ir_measures

    # The library sorts by score and breaks ties by id, so the places themselves are the scores.
    run = {
        query: {document: float(-place) for place, document in enumerate(documents)}
        for query, documents in rankings.items()
    }
    parsed = {name: ir_measures.parse_measure(name) for name in measures}
    judged = {query: dict(grades) for query, grades in qrels.items()}
    found = ir_measures.calc_aggregate(list(parsed.values()), judged, run)
    return {name: float(found[measure]) for name, measure in parsed.items()}


def measure_quality(work: Path, data: DataSet, *, ours: int | None, theirs: int) -> Table:
    """The table of one data set; `ours` and `theirs` are the most queries that each side is asked."""
    targets = _TARGETS.get(data.name, _Targets())
    asked = data if ours is None else data.sample(ours)
    rankings = _concord(work, asked, _SIMILARITY)
    scores = best = targets.scores(asked, rankings)
    rows = [targets.row(_named(_PLAIN, asked), scores)]
    notes = ["One configuration for all data sets; a document counts with its best chunk."]
    unseen = asked.unseen()
    if is_shipped() and unseen.qrels:
        without = targets.scores(unseen, rankings)
        best = targets.scores(unseen, _concord(work, unseen, _TRAINED))
        is_whole = len(unseen.qrels) == len(asked.qrels)
        rows += [] if is_whole else [targets.row(_named(_PLAIN, unseen), without)]
        rows.append(targets.row(_named(_RERANKED, unseen), best))
        ratios = {name: best[name] / without[name] for name in best if without[name]}
        rows.append(targets.row("with / without", ratios))
        which = "all" if is_whole else "those on articles held out from its training"
        notes.append(f"The trained reader reranks; its queries are {which}. The goal is its own.")
    if has_quickstart():
        sample = data.sample(theirs)
        found = targets.scores(sample, _quickstart(work, sample))
        rows.append(targets.row(_named(QUICKSTART, sample), found))
    else:
        notes.append(f"Not measured beside it: {EXTRA_MISSING}")
    for name, wanted, reached in (("floor", targets.floor, scores), ("goal", targets.goal, best)):
        if wanted:
            rows.append(targets.row(name, wanted))
            parts = (f"{measure} {verdict(reached[measure] >= least)}" for measure, least in wanted.items())
            notes.append(f"The {name}: {', '.join(parts)}.")
    return Table(f"Retrieval quality, {data.name}", (data.name, *targets.measures), tuple(rows), tuple(notes))


def _concord(work: Path, data: DataSet, reader: str) -> dict[str, list[str]]:
    index, queries = work / f"index-{data.name}", work / f"queries-{data.name}.jsonl"
    concord_ingest(index, data.corpus)
    write_queries(queries, data.queries)
    search = ("search", "--json", "--file", str(queries), "--top", str(_TOP))
    found = concord(index, *search, settings={"CONCORD_ANSWER__EXTRACTOR": reader})
    lines = [json.loads(line) for line in found.output.splitlines()]
    return {line["id"]: [hit["document"] for hit in line["hits"]] for line in lines}


def _quickstart(work: Path, data: DataSet) -> dict[str, list[str]]:
    folder, queries = work / f"quickstart-{data.name}", work / f"sampled-{data.name}.jsonl"
    if not folder.exists():
        quickstart_ingest(data.corpus, folder)
    write_queries(queries, data.queries)
    found: dict[str, list[str]] = quickstart_task("search", str(queries), str(folder))
    return found


def _named(side: str, data: DataSet) -> str:
    return f"{side} ({len(data.qrels):,} queries)"
