"""Judges all results of a run by every score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from eval.datasets.case import Case
from eval.runner.result import Result
from eval.scorers.agreement import NAME, agreement
from eval.scorers.catalogue import SCORES
from eval.scorers.score import Corpus, Mark

# A case and which of its repeats.
Key = tuple[str, int]


def judged(cases: Sequence[Case], results: Sequence[Result], corpus: Corpus) -> dict[Key, dict[str, Mark]]:
    """The marks of each result by score; a score that has nothing to say of one is not among its marks.

    How far the repeats of a case agree is marked at the first of them.
    """
    known = {case.id: case for case in cases}
    marks: dict[Key, dict[str, Mark]] = {}
    repeats: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.case in known:
            marks[result.case, result.repeat] = _marks(known[result.case], result, corpus)
            repeats[result.case].append(result)
    for of_case in repeats.values():
        together = agreement(of_case)
        if together is not None:
            marks[of_case[0].case, of_case[0].repeat][NAME] = together
    return marks


def _marks(case: Case, result: Result, corpus: Corpus) -> dict[str, Mark]:
    found: Mapping[str, Mark | None] = {each.name: each.mark(case, result, corpus) for each in SCORES}
    return {name: mark for name, mark in found.items() if mark is not None}
