"""A run as it was judged: all that summaries, comparisons, gates and reports look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.datasets.case import Case
from eval.judge.verdicts import read_verdicts
from eval.runner.manifest import Manifest
from eval.runner.result import Result
from eval.runner.run_folder import RunFolder
from eval.scorers.catalogue import JUDGED
from eval.scorers.score import Mark

ALL = "all"


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """The cases by id, the results in their order, and the marks by case, repeat and score.

    `suites` names the suite of each case by the case's id, as far as that is known; `judges` are the models,
    each with its rubric, that the verdicts are of, where there are any.
    """

    manifest: Manifest
    cases: Mapping[str, Case]
    results: tuple[Result, ...]
    marks: Mapping[tuple[str, int], Mapping[str, Mark]]
    suites: Mapping[str, str] = field(default_factory=dict)
    judges: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def read(cls, folder: RunFolder) -> JudgedRun:
        """The run of a folder; raises FixTheRun where there is none, or one that did not end."""
        cases = {case.id: case for case in folder.cases()}
        marks = {key: dict(found) for key, found in folder.marks().items()}
        verdicts = read_verdicts(folder.path)
        for each in verdicts:
            marks.setdefault((each.case, each.repeat), {})[JUDGED] = Mark(each.grade.worth, each.reason)
        judges = frozenset((each.model, each.rubric) for each in verdicts)
        return cls(folder.manifest(), cases, tuple(folder.results()), marks, folder.suites(), judges)

    @property
    def name(self) -> str:
        """The name of the run."""
        return self.manifest.name

    def marks_of(self, score: str, of_slice: str = ALL) -> list[tuple[Case, Mark]]:
        """Every mark of a score over a slice with its case, in the order of the results."""
        within = {case.id for case in self.cases.values() if of_slice in self.slices_of(case)}
        found = ((case, marks.get(score)) for (case, _), marks in self.marks.items() if case in within)
        return [(self.cases[case], mark) for case, mark in found if mark is not None]

    def slices_of(self, case: Case) -> tuple[str, ...]:
        """The slices that a case belongs to, as policies call them: `all`, language, suite and tags."""
        suite = self.suites.get(case.id)
        return (
            ALL,
            f"language:{case.language.value}",
            *([f"suite:{suite}"] if suite else []),
            *(f"tag:{tag}" for tag in dict.fromkeys(case.tags)),
        )

    @property
    def slices(self) -> list[str]:
        """The slices of the run: `all`, the languages, the suites, the tags, each by the alphabet.

        Where all cases are of one suite, that is the same as `all` and no slice of its own.
        """
        found = {each for case in self.cases.values() for each in self.slices_of(case)}
        suites = {each for each in found if each.startswith("suite:")}
        return sorted(found - (suites if len(suites) == 1 else set()), key=lambda each: (each != ALL, each))

    def first_results(self) -> dict[str, Result]:
        """Of each case the first of its results."""
        found: dict[str, Result] = {}
        for each in self.results:
            found.setdefault(each.case, each)
        return found
