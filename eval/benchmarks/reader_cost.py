"""Measures what the trained reader costs: time for a question against eight passages, and memory."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.factory import build_reading
from bot.qa_model.reading import Text
from bot.settings import load_settings
from eval.benchmarks.processes import Finished, program, run
from eval.benchmarks.reader_in_torch import ReaderInTorch
from eval.benchmarks.tables import Table, verdict
from eval.benchmarks.texts import fact, write_passages

_PASSAGES, _ROUNDS, _WARM_UP = 8, 40, 4
_TARGET_MS, _TARGET_RATIO = 150.0, 1.3
_RUNS = 3


def measure_cost(index: Path) -> Table:
    """The table of a question's time against eight passages, and of `concord ask` with each reader."""
    passages = _passages()
    texts = [Text(each) for each in passages]
    model, in_torch = build_reading(load_settings(Path.cwd())), ReaderInTorch()
    times = _timed(lambda question: model.read(question, texts))
    torch_times = _timed(lambda question: in_torch.answers(question, passages))
    peaks = {reader: _peak(index, reader) for reader in ("similarity", "trained")}
    ratio = peaks["trained"] / peaks["similarity"]
    (middle, most), (torch_middle, torch_most) = (
        np.percentile(each, (50, 95)) for each in (times, torch_times)
    )
    rows = (
        (f"a question against {_PASSAGES} passages, ms", f"{middle:.0f}", f"{most:.0f}",
         f"p50 ≤ {_TARGET_MS:g}", verdict(middle <= _TARGET_MS)),
        ("the same weights in torch, ms", f"{torch_middle:.0f}", f"{torch_most:.0f}", "",
         f"{torch_middle / middle:.1f} times"),
        ("concord ask, most memory, MB: similarity", f"{peaks['similarity']:.0f}", "", "", ""),
        ("concord ask, most memory, MB: trained", f"{peaks['trained']:.0f}", "",
         f"≤ {_TARGET_RATIO:g} times", f"{verdict(ratio <= _TARGET_RATIO)} ({ratio:.2f})"),
    )  # fmt: skip
    notes = (
        f"Passages of about 150 tokens, English and Korean in turn; {_ROUNDS} questions, once warm.",
        "In torch: all passages at once, in bfloat16 where the CPU multiplies it fast, else in 32 bits.",
    )
    return Table("The trained reader's cost", ("cost", "p50", "p95", "target", ""), rows, notes)


def _passages() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "passages.jsonl"
        write_passages(path, _PASSAGES)
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def _timed(read: Callable[[str], object]) -> list[float]:
    """The milliseconds of each question, once warm."""
    times = []
    for number in range(_ROUNDS + _WARM_UP):
        started = time.perf_counter()
        read(fact(number).question)
        times.append((time.perf_counter() - started) * 1000)
    return times[_WARM_UP:]


def _peak(index: Path, reader: str) -> float:
    return statistics.median(_ask(index, reader).peak_mb for _ in range(_RUNS))


def _ask(index: Path, reader: str) -> Finished:
    settings = {"CONCORD_INDEX__FOLDER": str(index), "CONCORD_ANSWER__READER": reader}
    return run([program("concord"), "ask", fact(0).question], settings, also_fine=(1,))
