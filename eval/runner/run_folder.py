"""The folder of a run: manifest, cases, results as they come, and scores at the end; and running into it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eval.datasets.case import Case, StrictModel
from eval.datasets.dataset import Dataset
from eval.errors import RunError
from eval.files import append_line, read_models, replace_text
from eval.models import Result, ResultKey, Score
from eval.runner.manifest import Manifest
from eval.runner.targets import Target

_MANIFEST, _CASES, _RESULTS, _SCORES = "manifest.json", "cases.jsonl", "results.jsonl", "scores.jsonl"
_Model = TypeVar("_Model", bound=BaseModel)
Progress = Callable[[int, int], None]


class SuiteCase(Case):
    suite: str = ""

    @property
    def case(self) -> Case:
        return Case.model_validate(self.model_dump(exclude={"suite"}))


class ResultScores(StrictModel):
    case: str
    repeat: int
    scores: dict[str, Score]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The run in `path`; several threads may add results."""

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, manifest: Manifest, suites: Sequence[Dataset]) -> Manifest:
        """Start the run or resume it; returns the manifest that holds.

        Raises RunError where another run has this name, or the folder cannot be written.
        """
        if not (self.path / _MANIFEST).exists():
            cases = [SuiteCase(**dict(case), suite=suite.name) for suite in suites for case in suite.cases]
            self._write(_CASES, (case.model_dump_json(exclude_defaults=True) for case in cases))
            self._write(_MANIFEST, [manifest.model_dump_json(indent=2)])
            return manifest
        known = self.manifest()
        if not known.is_resumable_as(manifest):
            raise RunError(
                f"A run {manifest.name!r} is there, with other settings, suites or another index; "
                "give this one another name."
            )
        if known.commit != manifest.commit and len(self.results()) < len(self.cases()) * known.repeats:
            raise RunError(
                f"The run {manifest.name!r} was begun with other code (commit {known.commit or 'none'}); "
                "give this one another name, or go on with that code."
            )
        return known

    def add(self, result: Result) -> None:
        """Append a result; raises RunError where it cannot be written."""
        try:
            with self._lock:
                append_line(self.path / _RESULTS, result.model_dump_json(exclude_defaults=True))
        except OSError as problem:
            raise self._unwritable(problem) from problem

    def manifest(self) -> Manifest:
        """Raises RunError where there is no run."""
        return self._parse(Manifest, self._read(_MANIFEST))

    def cases(self) -> list[Case]:
        """The cases as they were when the run started."""
        return [case.case for case in self._suite_cases()]

    def suites(self) -> dict[str, str]:
        return {case.id: case.suite for case in self._suite_cases() if case.suite}

    def results(self) -> list[Result]:
        """The results in the order of the cases; a line that a stop cut off is skipped."""
        try:
            lines = read_models(self.path / _RESULTS, Result)
        except OSError as problem:
            raise RunError(f"{self.path / _RESULTS} cannot be read; check its rights.") from problem
        results: dict[ResultKey, Result] = {(result.case, result.repeat): result for result in lines}
        order = {case.id: number for number, case in enumerate(self.cases())}
        return sorted(
            results.values(), key=lambda result: (order.get(result.case, len(order)), result.repeat)
        )

    def write_scores(self, scores: Mapping[ResultKey, Mapping[str, Score]]) -> None:
        """Keep the scores of all results; a run without scores did not end."""
        lines = (
            ResultScores(case=case, repeat=repeat, scores=dict(of_result)).model_dump_json()
            for (case, repeat), of_result in scores.items()
        )
        self._write(_SCORES, lines)

    def scores(self) -> dict[ResultKey, dict[str, Score]]:
        """The scores by result; raises RunError where the run did not end."""
        if (self.path / _MANIFEST).exists() and not (self.path / _SCORES).exists():
            raise RunError(
                f"The run {self.path.name!r} did not end; the same `concord-eval run` with `--name "
                f"{self.path.name}` goes on with it."
            )
        lines = [self._parse(ResultScores, line) for line in self._lines(_SCORES)]
        return {(line.case, line.repeat): line.scores for line in lines}

    def _suite_cases(self) -> list[SuiteCase]:
        return [self._parse(SuiteCase, line) for line in self._lines(_CASES)]

    def _parse(self, model: type[_Model], text: str) -> _Model:
        try:
            return model.model_validate_json(text)
        except ValidationError as problem:
            raise RunError(
                f"The run in {self.path} is damaged or of another version; run it again under another name."
            ) from problem

    def _lines(self, name: str) -> list[str]:
        # Not by `splitlines`: JSON allows U+2028 and the like within a text.
        return [line for line in self._read(name).split("\n") if line]

    def _read(self, name: str) -> str:
        try:
            return (self.path / name).read_text("utf-8")
        except OSError as problem:
            raise RunError(
                f"There is no run in {self.path}; `concord-eval list` shows the runs."
            ) from problem

    def _write(self, name: str, lines: Iterable[str]) -> None:
        """Write a file in one step, so that no stop leaves half of it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            replace_text(self.path / name, "".join(f"{line}\n" for line in lines))
        except OSError as problem:
            raise self._unwritable(problem) from problem

    def _unwritable(self, problem: OSError) -> RunError:
        return RunError(
            f"{self.path} cannot be written ({problem.strerror}); mend that, and the same command with "
            f"--name {self.path.name} goes on."
        )


def run_cases(
    cases: Sequence[Case],
    target: Target,
    folder: RunFolder,
    *,
    workers: int,
    repeats: int,
    progress: Progress,
) -> None:
    """Ask each case `repeats` times and keep each result as soon as it is there.

    What has a result from an earlier, stopped run is not asked again. `progress` gets how many of how many
    are done. At a stop (Ctrl-C) no further case is started.
    """
    known = {(result.case, result.repeat) for result in folder.results()}
    wanted = [(case, repeat) for repeat in range(repeats) for case in cases]
    pending = [(case, repeat) for case, repeat in wanted if (case.id, repeat) not in known]
    count = len(wanted) - len(pending)
    progress(count, len(wanted))
    with ThreadPoolExecutor(workers, "evaluation") as threads:
        futures = [threads.submit(target.answer, case, repeat) for case, repeat in pending]
        try:
            for future in as_completed(futures):
                folder.add(future.result())
                count += 1
                progress(count, len(wanted))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
