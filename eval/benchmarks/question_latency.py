"""Measures how long one question takes on a small and on a large index, beside the quickstart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.benchmarks.sides import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    concord_ingest,
    concord_task,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
)
from eval.benchmarks.tables import Table, verdict
from eval.benchmarks.texts import fact, write_chunks

SMALL, LARGE = 1_000, 100_000
_QUESTIONS = 50  # in each language
_TARGET_MS = 150.0
_TARGET_GROWTH = 3.0
Times = Mapping[str, Sequence[float]]
_WAYS = {"search": "retrieval", "ask": "whole answer"}


def small_index(work: Path) -> Path:
    """The index of the small size, made where it is not there yet."""
    return _index(work, SMALL)


def measure_questions(work: Path, *, is_quick: bool) -> Table:
    """The table of one question's time; the quick form leaves the large index out."""
    sizes = [SMALL] if is_quick else [SMALL, LARGE]
    indexes = [str(_index(work, size)) for size in sizes]
    times = concord_task("latency", str(_QUESTIONS), str(SMALL), *indexes)
    rows = [_row(CONCORD, way, size, each) for size, each in zip(sizes, times, strict=True) for way in _WAYS]
    notes = [
        f"{_QUESTIONS} questions in each language, once the process is warm, put to the indexes in turn; "
        "each chunk is one short sentence below a heading, English and Korean in turn.",
        _whole(times[0]),
    ]
    if not is_quick:
        notes.append(_growth(times[0], times[1]))
    if has_quickstart():
        rows.append(_row(QUICKSTART, "search", SMALL, _quickstart(work)))
    else:
        notes.append(f"Not measured beside it: {EXTRA_MISSING}")
    columns = ("one question, ms", "chunks", "English p50", "p95", "Korean p50", "p95", "both p50", "p95")
    return Table("One question", columns, tuple(rows), tuple(notes))


def _index(work: Path, size: int) -> Path:
    """An index is kept between runs: `concord-ingest` notices itself whether it has to be built anew."""
    texts, index = work / f"texts-{size}", work / f"index-{size}"
    write_chunks(texts, size)
    concord_ingest(index, texts)
    return index


def _quickstart(work: Path) -> Times:
    corpus, folder = work / "facts.jsonl", work / f"quickstart-{SMALL}"
    if not folder.exists():
        lines = (
            json.dumps({"_id": str(i), "text": fact(i).sentence}, ensure_ascii=False) for i in range(SMALL)
        )
        corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
        quickstart_ingest(corpus, folder)
    times: Times = quickstart_task("latency", str(_QUESTIONS), str(SMALL), str(folder))
    return times


def _row(side: str, way: str, size: int, times: Times) -> tuple[str, ...]:
    english, korean = times[f"en {way}"], times[f"ko {way}"]
    spans = ([*english], [*korean], [*english, *korean])
    figures = [f"{_percentile(span, rank):.0f}" for span in spans for rank in (50, 95)]
    return (f"{side}, {_WAYS[way]}", f"{size:,}", *figures)


def _whole(small: Times) -> str:
    middle = _percentile([*small["en ask"], *small["ko ask"]], 50)
    return (
        f"Target: whole answer p50 at most {_TARGET_MS:g} ms at {SMALL:,} chunks: "
        f"{verdict(middle <= _TARGET_MS)} ({middle:.0f} ms)."
    )


def _growth(small: Times, large: Times) -> str:
    tails = [_percentile([*times["en search"], *times["ko search"]], 95) for times in (small, large)]
    growth = tails[1] / tails[0]
    return (
        f"Target: retrieval p95 at {LARGE:,} chunks at most {_TARGET_GROWTH:g} times that at {SMALL:,}: "
        f"{verdict(growth <= _TARGET_GROWTH)} ({growth:.2f})."
    )


def _percentile(values: Sequence[float], rank: int) -> float:
    return float(np.percentile(values, rank))
