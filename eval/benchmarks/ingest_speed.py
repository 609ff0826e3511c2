"""Measures how fast passages become an index, against the same model on plain torch and the quickstart."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.processes import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    Finished,
    concord_ingest,
    concord_task,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
)
from eval.benchmarks.texts import write_passages
from eval.tables import Table, verdict

_TARGET = 2.0
_SAME_MODEL = "same model, torch fp32"
# Concord's own sides with their settings.
_SETTINGS: dict[str, dict[str, str]] = {CONCORD: {}, _SAME_MODEL: {"CONCORD_EMBEDDING__ENGINE": "torch"}}


@dataclass(frozen=True, slots=True)
class _Measured:
    whole: Finished
    embedding_s: float


def measure_ingest(work: Path, passages: int, rounds: int) -> Table:
    """The table of ingestion; the sides take turns, and the fastest of `rounds` counts for each."""
    corpus, few = work / "passages.jsonl", work / "few.jsonl"
    write_passages(corpus, passages)
    write_passages(few, 1)
    sides = [*_SETTINGS, *([QUICKSTART] if has_quickstart() else [])]
    for side in sides:  # models are unpacked and the disk's cache is warm before anything is measured
        _ingest(side, few, work)
    taken: dict[str, list[_Measured]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            taken[side].append(_Measured(_ingest(side, corpus, work), _embedding_s(side, corpus)))
    return _table({side: _fastest(each) for side, each in taken.items()}, passages, rounds)


def _ingest(side: str, corpus: Path, work: Path) -> Finished:
    folder = work / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    if side == QUICKSTART:
        return quickstart_ingest(corpus, folder)
    return concord_ingest(folder, corpus, settings=_SETTINGS[side])


def _embedding_s(side: str, corpus: Path) -> float:
    if side == QUICKSTART:
        return float(quickstart_task("embed", str(corpus))["seconds"])
    return float(concord_task("embed", str(corpus), settings=_SETTINGS[side])["seconds"])


def _fastest(measured: list[_Measured]) -> _Measured:
    by_time = min(measured, key=lambda each: each.whole.wall_s)
    return _Measured(by_time.whole, min(each.embedding_s for each in measured))


def _table(best: dict[str, _Measured], passages: int, rounds: int) -> Table:
    plain = best[_SAME_MODEL]
    rows = tuple(
        (
            name,
            f"{passages / each.whole.wall_s:.1f}",
            f"{plain.whole.wall_s / each.whole.wall_s:.2f}",
            f"{passages / each.embedding_s:.1f}",
            f"{plain.embedding_s / each.embedding_s:.2f}",
            f"{each.whole.peak_mb:.0f}",
        )
        for name, each in best.items()
    )
    whole = plain.whole.wall_s / best[CONCORD].whole.wall_s
    alone = plain.embedding_s / best[CONCORD].embedding_s
    notes = [
        f"{passages} passages of about 150 tokens, English and Korean in turn; fastest of {rounds} "
        "alternating rounds; whole: from process start to exit, without the one-time unpacking of the model.",
        f"Target: at least {_TARGET:g} times the same model on torch fp32: {verdict(whole >= _TARGET)} "
        f"as a whole ({whole:.2f}), {verdict(alone >= _TARGET)} in embedding alone ({alone:.2f}).",
    ]
    if QUICKSTART not in best:
        notes.append(f"Not measured beside it: {EXTRA_MISSING}")
    columns = ("ingest", "passages/s, whole", "× torch", "passages/s, embedding", "× torch", "peak MB")
    return Table("Ingest", columns, rows, tuple(notes))
