"""`python -m eval.benchmarks`: measures everything in one run and prints the tables."""

from __future__ import annotations

import argparse
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from bot.qa_model.onnx_model import is_shipped
from eval.benchmarks.conversations import measure_conversations
from eval.benchmarks.ingest_speed import measure_ingest
from eval.benchmarks.latency import measure_questions, measure_start, small_index
from eval.benchmarks.processes import StepFailedError
from eval.benchmarks.reader import measure_cost, measure_reading
from eval.benchmarks.retrieval_quality import find_data_sets, measure_quality
from eval.faults.tables import measure_planted
from eval.tables import Table, describe_machine, not_measured, show, to_markdown

_DATA = "CONCORD_TEST_DATA"
_PARTS = ("ingest", "questions", "start", "quality", "verification", "reader", "models")


def main() -> None:
    """Measures, prints each table when it is done, and writes the Markdown form at the end."""
    chosen = _arguments()
    work = chosen.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    console, machine = Console(), describe_machine()
    console.print(f"Measured on {machine}.\n", highlight=False)
    tables = []
    for table in measure(work, chosen.parts or _PARTS, is_quick=chosen.quick):
        show(console, table)
        tables.append(table)
    if chosen.markdown:
        chosen.markdown.write_text(to_markdown(machine, tables), encoding="utf-8")


def measure(work: Path, parts: tuple[str, ...], *, is_quick: bool) -> Iterator[Table]:
    """The tables of these parts, one after the other; `work` keeps indexes between runs."""
    if "ingest" in parts:
        passages, rounds = (100, 1) if is_quick else (240, 2)
        yield _attempt("Ingest", lambda: measure_ingest(work, passages, rounds))
    if "questions" in parts:
        yield _attempt("One question", lambda: measure_questions(work, is_quick=is_quick))
    if "start" in parts:
        yield _attempt("Start", lambda: measure_start(work, small_index(work), rounds=5))
    if "verification" in parts:
        yield from _attempts("Planted sentences", lambda: measure_planted(work))
    if "reader" in parts:
        yield from _reader(work, os.environ.get(_DATA, ""))
    if "models" in parts:
        yield _attempt("Answers of a language model", lambda: measure_conversations(small_index(work), work))
    if "quality" in parts:
        yield from _quality(work, os.environ.get(_DATA, ""), is_quick=is_quick)


def _quality(work: Path, data: str, *, is_quick: bool) -> Iterator[Table]:
    title = "Retrieval quality"
    if not data:
        yield not_measured(title, f"{_DATA} is not set; let it name the folder that holds bench/.")
        return
    folder = Path(data).resolve() / "bench"
    found = find_data_sets(folder)
    if not found:
        yield not_measured(title, f"there is no data set in BEIR layout below {folder}.")
    ours, theirs = (300, 100) if is_quick else (None, 300)
    for each in found:
        make = functools.partial(measure_quality, work, each, ours=ours, theirs=theirs)
        yield _attempt(f"{title}, {each.name}", make)


def _reader(work: Path, data: str) -> Iterator[Table]:
    title = "Reading"
    if not is_shipped():
        yield not_measured(title, "the weights of the trained reader are not there.")
        return
    if data:
        yield from _attempts(title, lambda: measure_reading(Path(data).resolve()))
    else:
        yield not_measured(title, f"{_DATA} is not set; let it name the folder that holds bench/.")
    yield _attempt("The trained reader's cost", lambda: measure_cost(small_index(work)))


def _attempt(title: str, make: Callable[[], Table]) -> Table:
    return _attempts(title, lambda: (make(),))[0]


def _attempts(title: str, make: Callable[[], tuple[Table, ...]]) -> tuple[Table, ...]:
    """The tables, or one that says what went wrong: the other parts go on."""
    try:
        return make()
    except StepFailedError as failed:
        return (not_measured(title, str(failed)),)
    except ModuleNotFoundError as missing:
        reason = f"{missing.name} is not installed; make bench installs the extra `bench`."
        return (not_measured(title, reason),)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*_PARTS, []], help="what to measure; everything by default"
    )
    parser.add_argument("--quick", action="store_true", help="few rounds and queries, and no large index")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the tables as Markdown")
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where indexes are kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
