"""A run as it was judged: all that summaries, comparisons, gates and reports look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.cases.case import Case
from eval.running.manifest import Manifest
from eval.running.result import Result
from eval.running.run_folder import RunFolder
from eval.scores.score import Mark

ALL = "all"


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """The cases by id, the results in their order, and the marks by case, repeat and score."""

    manifest: Manifest
    cases: Mapping[str, Case]
    results: tuple[Result, ...]
    marks: Mapping[tuple[str, int], Mapping[str, Mark]]

    @classmethod
    def read(cls, folder: RunFolder) -> JudgedRun:
        """The run of a folder; raises FixTheRun where there is none, or one that did not end."""
        cases = {case.id: case for case in folder.cases()}
        return cls(folder.manifest(), cases, tuple(folder.results()), folder.marks())

    @property
    def name(self) -> str:
        """The name of the run."""
        return self.manifest.name

    def marks_of(self, score: str) -> list[tuple[Case, Mark]]:
        """Every mark of a score with its case, in the order of the results."""
        found = ((case, marks.get(score)) for (case, _), marks in self.marks.items())
        return [(self.cases[case], mark) for case, mark in found if mark is not None]

    def first_results(self) -> dict[str, Result]:
        """Of each case the first of its results."""
        found: dict[str, Result] = {}
        for each in self.results:
            found.setdefault(each.case, each)
        return found


def slices_of(case: Case) -> tuple[str, ...]:
    """The slices that a case belongs to: `all`, its language and its tags, as policies call them."""
    return (ALL, f"language:{case.language.value}", *(f"tag:{tag}" for tag in dict.fromkeys(case.tags)))


def slices_in(run: JudgedRun) -> list[str]:
    """The slices of a run: `all`, then the languages, then the tags, each in the order of the alphabet."""
    found = {each for case in run.cases.values() for each in slices_of(case)}
    return sorted(found, key=lambda each: (each != ALL, not each.startswith("language:"), each))
