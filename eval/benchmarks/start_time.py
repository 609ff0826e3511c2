"""Measures the time from process start to the first answer, against the bare imports of what it loads."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from eval.benchmarks.processes import run
from eval.benchmarks.sides import concord, concord_task
from eval.benchmarks.tables import Table, verdict
from eval.benchmarks.texts import fact

_TARGET_RATIO = 1.5
_TARGET_HELP_S = 0.5
# What `bot.cli.brevity` does for `concord`, for the imports.
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


def measure_start(work: Path, index: Path, rounds: int) -> Table:
    """The table of starting; all take turns, and the median of `rounds` counts for each."""
    english, korean = fact(0).question, fact(1).question
    modules = {name: _modules(work, index, name, text) for name, text in (("en", english), ("ko", korean))}
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, text in (("en", english), ("ko", korean)):
            times.setdefault(f"{name} ask", []).append(concord(index, "ask", text).wall_s)
            for key, program in (("imports", _IMPORT_ALL), ("spared", _SPARED + _IMPORT_ALL)):
                imports = run([sys.executable, "-c", program, str(modules[name])], {})
                times.setdefault(f"{name} {key}", []).append(imports.wall_s)
        times.setdefault("help", []).append(concord(index, "--help").wall_s)
    return _table({name: statistics.median(each) for name, each in times.items()}, modules["en"], rounds)


def _modules(work: Path, index: Path, name: str, question: str) -> Path:
    settings = {"CONCORD_INDEX__FOLDER": str(index)}
    path = work / f"modules-{name}.json"
    path.write_text(json.dumps(concord_task("libraries", question, settings=settings)), encoding="utf-8")
    return path


def _table(middle: dict[str, float], modules: Path, rounds: int) -> Table:
    rows = []
    for name, language in (("en", "English"), ("ko", "Korean")):
        ratio = middle[f"{name} ask"] / middle[f"{name} imports"]
        rows.append(
            (
                f"concord ask, {language} question",
                f"{middle[f'{name} ask']:.2f}",
                f"{middle[f'{name} imports']:.2f}",
                f"{middle[f'{name} spared']:.2f}",
                f"{ratio:.2f}",
                f"≤ {_TARGET_RATIO:g}",
                verdict(ratio <= _TARGET_RATIO),
            )
        )
    quick = middle["help"] < _TARGET_HELP_S
    rows.append(
        ("concord --help", f"{middle['help']:.2f}", "", "", "", f"< {_TARGET_HELP_S:g} s", verdict(quick))
    )
    libraries = {name.split(".")[0] for name in json.loads(modules.read_text(encoding="utf-8"))}
    notes = (
        f"From process start to exit, median of {rounds} alternating rounds, disk cache warm. Bare imports: "
        f"a process that only imports the modules that the answer loads from {len(libraries)} installed "
        "packages, none of ours; spared: the same with as little garbage collection as `concord` has. "
        "The ratio is to the plain ones.",
    )
    return Table(
        "Start", ("start", "s", "bare imports, s", "spared, s", "ratio", "target", ""), tuple(rows), notes
    )
