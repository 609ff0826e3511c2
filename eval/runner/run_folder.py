"""The folder of a run: its manifest, its cases, a line for each result as soon as there is one, its marks."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

from pydantic import BaseModel, ValidationError

from eval.datasets.case import Case
from eval.datasets.suite import Suite
from eval.errors import FixTheRun
from eval.runner.manifest import Manifest
from eval.runner.result import Kept, Result
from eval.scorers.score import Mark

_MANIFEST, _CASES, _RESULTS, _MARKS = "manifest.json", "cases.jsonl", "results.jsonl", "marks.jsonl"
_Model = TypeVar("_Model", bound=BaseModel)


class Placed(Case):
    """A case and the name of its suite, as a run keeps them."""

    suite: str = ""

    @classmethod
    def of(cls, suite: Suite) -> list[Self]:
        """The cases of a suite."""
        return [cls.model_validate({**case.model_dump(), "suite": suite.name}) for case in suite.cases]

    @property
    def case(self) -> Case:
        """The case as it stands in its suite."""
        return Case.model_validate(self.model_dump(exclude={"suite"}))


class Marked(Kept):
    """The marks of one result, by score."""

    case: str
    repeat: int
    marks: dict[str, Mark]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The run in `path`; any number of threads may add to it."""

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, manifest: Manifest, suites: Sequence[Suite]) -> Manifest:
        """Begins the run, or goes on with it, and gives the manifest that holds.

        Raises FixTheRun where another run has this name, or the folder cannot be written.
        """
        known = self.manifest() if (self.path / _MANIFEST).exists() else None
        if known is not None:
            if not known.is_same_run(manifest):
                raise FixTheRun(
                    f"A run {manifest.name!r} is there, with other settings, suites or another index; "
                    "give this one another name."
                )
            if known.commit != manifest.commit and len(self.results()) < len(self.cases()) * known.repeats:
                raise FixTheRun(
                    f"The run {manifest.name!r} was begun with other code (commit {known.commit or 'none'}); "
                    "give this one another name, or go on with that code."
                )
            return known
        cases = [each for suite in suites for each in Placed.of(suite)]
        self._write(_CASES, "".join(each.model_dump_json(exclude_defaults=True) + "\n" for each in cases))
        self._write(_MANIFEST, manifest.model_dump_json(indent=2))
        return manifest

    def add(self, result: Result) -> None:
        """Keeps a result, on a line of its own also behind one that a stop cut off.

        Raises FixTheRun where it cannot be written.
        """
        line = result.model_dump_json(exclude_defaults=True).encode() + b"\n"
        try:
            with self._lock, (self.path / _RESULTS).open("ab+") as file:
                if file.tell() and _last_byte(file) != b"\n":
                    line = b"\n" + line
                file.write(line)
        except OSError as problem:
            raise self._unwritable(problem) from problem

    def manifest(self) -> Manifest:
        """The manifest; raises FixTheRun where there is no run."""
        return self._checked(Manifest, self._read(_MANIFEST))

    def cases(self) -> list[Case]:
        """The cases as they were when the run began."""
        return [each.case for each in self._placed()]

    def suites(self) -> dict[str, str]:
        """The suite of each case by the case's id, as far as the run names it."""
        return {each.id: each.suite for each in self._placed() if each.suite}

    def results(self) -> list[Result]:
        """The results, in the order of the cases; a line that a stop cut off is passed over."""
        if not (self.path / _RESULTS).exists():
            return []
        place = {case.id: number for number, case in enumerate(self.cases())}
        found: dict[tuple[str, int], Result] = {}
        for line in self._lines(_RESULTS):
            try:
                result = Result.model_validate_json(line)
            except ValidationError:
                continue
            found[result.case, result.repeat] = result
        return sorted(found.values(), key=lambda each: (place.get(each.case, len(place)), each.repeat))

    def keep_marks(self, marks: Mapping[tuple[str, int], Mapping[str, Mark]]) -> None:
        """Keeps what all results were judged to be; a run without marks is one that did not end."""
        kept = [
            Marked(case=case, repeat=repeat, marks=dict(found)) for (case, repeat), found in marks.items()
        ]
        self._write(_MARKS, "".join(each.model_dump_json() + "\n" for each in kept))

    def marks(self) -> dict[tuple[str, int], dict[str, Mark]]:
        """The marks of each result, by case and repeat; raises FixTheRun where the run did not end."""
        if (self.path / _MANIFEST).exists() and not (self.path / _MARKS).exists():
            raise FixTheRun(
                f"The run {self.path.name!r} did not end; the same `concord-eval run` with `--name "
                f"{self.path.name}` goes on with it."
            )
        lines = [self._checked(Marked, line) for line in self._lines(_MARKS)]
        return {(each.case, each.repeat): each.marks for each in lines}

    def _placed(self) -> list[Placed]:
        return [self._checked(Placed, line) for line in self._lines(_CASES)]

    def _checked(self, kind: type[_Model], text: str) -> _Model:
        try:
            return kind.model_validate_json(text)
        except ValidationError as problem:
            raise FixTheRun(
                f"The run in {self.path} is damaged or of another version; run it again under another name."
            ) from problem

    def _lines(self, name: str) -> list[str]:
        # Not by `splitlines`: JSON lets other ends of line than this one stand in a text.
        return [line for line in self._read(name).split("\n") if line]

    def _read(self, name: str) -> str:
        try:
            return (self.path / name).read_text("utf-8")
        except OSError as problem:
            raise FixTheRun(
                f"There is no run in {self.path}; `concord-eval list` shows the runs."
            ) from problem

    def _write(self, name: str, text: str) -> None:
        """Writes a file under another name and moves it to its place, so that no stop leaves half a one."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            new = self.path / f"{name}.new"
            new.write_text(text, encoding="utf-8")
            new.replace(self.path / name)
        except OSError as problem:
            raise self._unwritable(problem) from problem

    def _unwritable(self, problem: OSError) -> FixTheRun:
        return FixTheRun(
            f"{self.path} cannot be written ({problem.strerror}); mend that, and the same command with "
            f"--name {self.path.name} goes on."
        )


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, 2)
    return file.read(1)
