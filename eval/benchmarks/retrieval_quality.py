"""Measures how well the right document is found on folders in BEIR layout, through the public commands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.qa_model.loading import is_shipped
from eval.benchmarks.beir import DataSet, write_queries
from eval.benchmarks.metrics import score_rankings
from eval.benchmarks.reading_sets import READING, held_out_ids
from eval.benchmarks.sides import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    concord,
    concord_ingest,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
)
from eval.benchmarks.tables import Table, verdict

_TOP = 10
_SIMILARITY, _TRAINED = "similarity", "trained"
_PLAIN, _RERANKED = f"{CONCORD} without reranking", f"{CONCORD} with reranking"

Rankings = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which measures are reported for a data set, and the figures to be reached, in their order."""

    measures: tuple[str, ...] = ("P@1", "R@5", "nDCG@10")
    floor: Mapping[str, float] | None = None
    goal: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class _Reranked:
    """The rows of reranking, the figures with it, and what they are of."""

    rows: tuple[tuple[str, ...], ...]
    scores: Mapping[str, float]
    note: str


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
    found = _concord(work, asked, _SIMILARITY)
    scores = score_rankings(asked.qrels, found, marks.measures)
    rows = [_row(_named(_PLAIN, asked), scores, marks)]
    notes = ["One configuration for all data sets; a document counts with its best chunk."]
    reranked = _reranked(work, asked, found, marks) if is_shipped() else None
    if reranked:
        rows += reranked.rows
        notes.append(reranked.note)
    if has_quickstart():
        rows.append(_beside(work, data.sample(theirs), marks))
    else:
        notes.append(f"Not measured beside it: {EXTRA_MISSING}")
    best = reranked.scores if reranked else scores
    for name, wanted, reached in (("floor", marks.floor, scores), ("goal", marks.goal, best)):
        if wanted:
            rows.append(_row(name, wanted, marks))
            notes.append(_judged(name, reached, wanted))
    title = f"Retrieval quality, {data.name}"
    return Table(title, (data.name, *marks.measures), tuple(rows), tuple(notes))


def unread(data: DataSet) -> DataSet:
    """The queries that no reader was trained on: of a set with articles those on the held out ones."""
    articles = data.corpus.with_name(READING)
    return data.only(held_out_ids(articles)) if articles.is_file() else data


def _reranked(work: Path, asked: DataSet, plain: Rankings, marks: _Marks) -> _Reranked | None:
    """The queries that no reader was trained on, with reranking beside without; None where there are none."""
    some = unread(asked)
    if not some.qrels:
        return None
    without = score_rankings(some.qrels, plain, marks.measures)
    scores = score_rankings(some.qrels, _concord(work, some, _TRAINED), marks.measures)
    ratios = {name: scores[name] / without[name] for name in scores if without[name]}
    reranked = _row(_named(_RERANKED, some), scores, marks), _row("with / without", ratios, marks)
    told = "The trained reader reranks; its queries are {}. The goal is its own."
    if len(some.qrels) == len(asked.qrels):
        return _Reranked(reranked, scores, told.format("all"))
    plainly = _row(_named(_PLAIN, some), without, marks)
    note = told.format("those on articles held out from its training")
    return _Reranked((plainly, *reranked), scores, note)


def _concord(work: Path, data: DataSet, reader: str) -> dict[str, list[str]]:
    index, queries = work / f"index-{data.name}", work / f"queries-{data.name}.jsonl"
    concord_ingest(index, data.corpus)
    write_queries(queries, data.queries)
    search = ("search", "--json", "--file", str(queries), "--top", str(_TOP))
    found = concord(index, *search, settings={"CONCORD_ANSWER__READER": reader})
    lines = [json.loads(line) for line in found.output.splitlines()]
    return {line["id"]: [hit["document"] for hit in line["hits"]] for line in lines}


def _quickstart(work: Path, data: DataSet) -> dict[str, list[str]]:
    folder, queries = work / f"quickstart-{data.name}", work / f"sampled-{data.name}.jsonl"
    if not folder.exists():
        quickstart_ingest(data.corpus, folder)
    write_queries(queries, data.queries)
    found: dict[str, list[str]] = quickstart_task("search", str(queries), str(folder))
    return found


def _beside(work: Path, some: DataSet, marks: _Marks) -> tuple[str, ...]:
    scores = score_rankings(some.qrels, _quickstart(work, some), marks.measures)
    return _row(_named(QUICKSTART, some), scores, marks)


def _named(side: str, data: DataSet) -> str:
    return f"{side} ({len(data.qrels):,} queries)"


def _row(name: str, scores: Mapping[str, float], marks: _Marks) -> tuple[str, ...]:
    return (name, *(f"{scores[measure]:.3f}" if measure in scores else "" for measure in marks.measures))


def _judged(name: str, scores: Mapping[str, float], wanted: Mapping[str, float]) -> str:
    parts = [f"{measure} {verdict(scores[measure] >= least)}" for measure, least in wanted.items()]
    return f"The {name}: {', '.join(parts)}."
