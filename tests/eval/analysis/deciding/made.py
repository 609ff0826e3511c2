"""Runs made by hand: cases with their marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from eval.analysis.deciding.judged_run import JudgedRun
from eval.datasets.case import Case
from eval.runner.manifest import Manifest
from eval.runner.result import Kind, Result
from eval.scorers.score import Mark

MANIFEST = Manifest(
    name="made",
    at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    system="hand",
    described={},
    suites={"made": "digest"},
    repeats=1,
    commit="",
    is_clean=False,
    libraries={},
    machine="a desk",
)


def case(name: str, **values: Any) -> Case:
    """A case about a document of its own."""
    gold = {} if "unanswerable" in values else {"gold": [{"document": f"{name}.md"}]}
    return Case.model_validate({"id": name, "language": "en", "question": f"{name}?", **gold, **values})


def made(cases: Sequence[Case], marks: Mapping[str, Sequence[float | None]], name: str = "made") -> JudgedRun:
    """A run in which each score has a value a case, or none."""
    found: dict[tuple[str, int], dict[str, Mark]] = {}
    for place, each in enumerate(cases):
        values = {score: of[place] for score, of in marks.items()}
        found[each.id, 0] = {
            score: Mark(value, f"why {each.id}") for score, value in values.items() if value is not None
        }
    results = tuple(Result(case=each.id, kind=Kind.ANSWER, text=f"{name} on {each.id}") for each in cases)
    manifest = MANIFEST.model_copy(update={"name": name})
    return JudgedRun(manifest, {each.id: each for each in cases}, results, found)
