"""Measures how long one question takes, warm and beside the quickstart, and from process start."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.benchmarks.processes import (
    CONCORD,
    EXTRA_MISSING,
    QUICKSTART,
    concord,
    concord_ingest,
    concord_task,
    has_quickstart,
    quickstart_ingest,
    quickstart_task,
    run,
)
from eval.benchmarks.texts import fact, write_chunks
from eval.tables import Table, verdict

SMALL, LARGE = 1_000, 100_000
_QUESTIONS = 50  # in each language
_TARGET_MS = 150.0
_TARGET_GROWTH = 3.0
Times = Mapping[str, Sequence[float]]
_WAYS = {"search": "retrieval", "ask": "whole answer"}
_TARGET_RATIO = 1.5
_TARGET_HELP_S = 0.5
# What `bot.cli.edge` does for `concord`, for the imports.
_SPARED = "import atexit, gc; gc.set_threshold(100_000, 20, 20); atexit.register(gc.freeze)\n"
# Some modules cannot be imported by their own name (they are made by another one, which is imported too).
_IMPORT_ALL = """
import importlib, json, pathlib, sys
for name in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


def small_index(work: Path) -> Path:
    """The index of the small size, made where it is not there yet."""
    return _index(work, SMALL)


def measure_questions(work: Path, *, is_quick: bool) -> Table:
    sizes = [SMALL] if is_quick else [SMALL, LARGE]
    indexes = [str(_index(work, size)) for size in sizes]
    times = concord_task("latency", str(_QUESTIONS), str(SMALL), *indexes)
    middle = _percentile(times[0], "ask", 50)
    rows = [_row(CONCORD, way, size, each) for size, each in zip(sizes, times, strict=True) for way in _WAYS]
    notes = [
        f"{_QUESTIONS} questions in each language, once the process is warm, put to the indexes in turn; "
        "each chunk is one short sentence below a heading, English and Korean in turn.",
        f"Target: whole answer p50 at most {_TARGET_MS:g} ms at {SMALL:,} chunks: "
        f"{verdict(middle <= _TARGET_MS)} ({middle:.0f} ms).",
    ]
    if not is_quick:
        growth = _percentile(times[1], "search", 95) / _percentile(times[0], "search", 95)
        notes.append(
            f"Target: retrieval p95 at {LARGE:,} chunks at most {_TARGET_GROWTH:g} times that at {SMALL:,}: "
            f"{verdict(growth <= _TARGET_GROWTH)} ({growth:.2f})."
        )
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
    groups = (("en",), ("ko",), ("en", "ko"))
    figures = [f"{_percentile(times, way, rank, group):.0f}" for group in groups for rank in (50, 95)]
    return (f"{side}, {_WAYS[way]}", f"{size:,}", *figures)


def _percentile(times: Times, way: str, rank: int, languages: Sequence[str] = ("en", "ko")) -> float:
    return float(np.percentile([each for language in languages for each in times[f"{language} {way}"]], rank))


def measure_start(work: Path, index: Path, rounds: int) -> Table:
    """The table of starting; all take turns, and the median of `rounds` counts for each."""
    asked = {"English": fact(0).question, "Korean": fact(1).question}
    modules = {language: _modules(work, index, language, text) for language, text in asked.items()}
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for language, text in asked.items():
            times.setdefault((language, "ask"), []).append(concord(index, "ask", text).wall_s)
            for key, program in (("imports", _IMPORT_ALL), ("spared", _SPARED + _IMPORT_ALL)):
                imports = run([sys.executable, "-c", program, str(modules[language])], {})
                times.setdefault((language, key), []).append(imports.wall_s)
        times.setdefault(("", "help"), []).append(concord(index, "--help").wall_s)
    middle = {key: statistics.median(each) for key, each in times.items()}
    rows = []
    for language in asked:
        taken = [middle[language, key] for key in ("ask", "imports", "spared")]
        ratio = taken[0] / taken[1]
        cells = (*(f"{seconds:.2f}" for seconds in taken), f"{ratio:.2f}", f"≤ {_TARGET_RATIO:g}")
        rows.append((f"concord ask, {language} question", *cells, verdict(ratio <= _TARGET_RATIO)))
    seconds = middle["", "help"]
    target = (f"< {_TARGET_HELP_S:g} s", verdict(seconds < _TARGET_HELP_S))
    rows.append(("concord --help", f"{seconds:.2f}", "", "", "", *target))
    packages = {name.split(".")[0] for name in json.loads(modules["English"].read_text(encoding="utf-8"))}
    notes = (
        f"From process start to exit, median of {rounds} alternating rounds, disk cache warm. Bare imports: "
        f"a process that only imports the modules that the answer loads from {len(packages)} installed "
        "packages, none of ours; spared: the same with as little garbage collection as `concord` has. "
        "The ratio is to the plain ones.",
    )
    columns = ("start", "s", "bare imports, s", "spared, s", "ratio", "target", "")
    return Table("Start", columns, tuple(rows), notes)


def _modules(work: Path, index: Path, language: str, question: str) -> Path:
    """A file with the names of the modules that answering the question loads."""
    settings = {"CONCORD_INDEX__FOLDER": str(index)}
    path = work / f"modules-{language}.json"
    path.write_text(json.dumps(concord_task("libraries", question, settings=settings)), encoding="utf-8")
    return path
