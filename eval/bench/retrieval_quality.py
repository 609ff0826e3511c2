"""Measures how well the right document is found on folders in BEIR layout, through the public commands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.bench.beir import DataSet, write_queries
from eval.bench.metrics import score_rankings
from eval.bench.sides import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    concord,
    concord_ingest,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
)
from eval.bench.tables import Table, verdict

_TOP = 10


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which measures are reported for a data set, and the figures to be reached, in their order."""

    measures: tuple[str, ...] = ("P@1", "R@5", "nDCG@10")
    floor: Mapping[str, float] | None = None
    goal: Mapping[str, float] | None = None


# The floors are plain convex fusion and Korean BM25 alone; the first goal is multilingual-e5-large.
_MARKS = {
    "feedbackqa": _Marks(
        floor={"P@1": 0.509, "R@5": 0.745, "nDCG@10": 0.659},
        goal={"P@1": 0.550, "R@5": 0.786, "nDCG@10": 0.701},
    ),
    "korquad": _Marks(("R@1", "R@5", "nDCG@10"), floor={"R@1": 0.90}, goal={"nDCG@10": 0.95}),
}


def measure_quality(work: Path, data: DataSet, *, ours: int | None, theirs: int) -> Table:
    """The table of one data set; `ours` and `theirs` are the most queries that each side is asked."""
    marks = _MARKS.get(data.name, _Marks())
    asked = data if ours is None else data.sample(ours)
    scores = score_rankings(asked.qrels, _concord(work, asked), marks.measures)
    rows = [_row(f"{CONCORD} ({len(asked.qrels):,} queries)", scores, marks)]
    notes = ["One configuration for all data sets; a document counts with its best chunk."]
    if has_quickstart():
        some = data.sample(theirs)
        rows.append(
            _row(
                f"{QUICKSTART} ({len(some.qrels):,} queries)",
                score_rankings(some.qrels, _quickstart(work, some), marks.measures),
                marks,
            )
        )
    else:
        notes.append(f"Not measured beside it: {EXTRA_MISSING}")
    for name, wanted in (("floor", marks.floor), ("goal", marks.goal)):
        if wanted:
            rows.append(_row(name, wanted, marks))
            notes.append(_judged(name, scores, wanted))
    title = f"Retrieval quality, {data.name}"
    return Table(title, (data.name, *marks.measures), tuple(rows), tuple(notes))


def _concord(work: Path, data: DataSet) -> dict[str, list[str]]:
    index, queries = work / f"index-{data.name}", work / f"queries-{data.name}.jsonl"
    concord_ingest(index, data.corpus)
    write_queries(queries, data.queries)
    found = concord(index, "search", "--json", "--file", str(queries), "--top", str(_TOP))
    lines = [json.loads(line) for line in found.output.splitlines()]
    return {line["id"]: [hit["document"] for hit in line["hits"]] for line in lines}


def _quickstart(work: Path, data: DataSet) -> dict[str, list[str]]:
    folder, queries = work / f"quickstart-{data.name}", work / f"sampled-{data.name}.jsonl"
    if not folder.exists():
        quickstart_ingest(data.corpus, folder)
    write_queries(queries, data.queries)
    found: dict[str, list[str]] = quickstart_task("search", str(queries), str(folder))
    return found


def _row(name: str, scores: Mapping[str, float], marks: _Marks) -> tuple[str, ...]:
    return (name, *(f"{scores[measure]:.3f}" if measure in scores else "" for measure in marks.measures))


def _judged(name: str, scores: Mapping[str, float], wanted: Mapping[str, float]) -> str:
    parts = [f"{measure} {verdict(scores[measure] >= least)}" for measure, least in wanted.items()]
    return f"The {name}: {', '.join(parts)}."
