"""The verdicts of a run, a line each in its folder, as soon as there is one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from eval.errors import FixTheRun
from eval.judge.verdict import Verdict

_FILE = "verdicts.jsonl"


def read_verdicts(run: Path) -> list[Verdict]:
    """The verdicts in the folder of a run; a line that a stop cut off is passed over."""
    try:
        lines = (run / _FILE).read_text("utf-8").split("\n")
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise FixTheRun(f"{run / _FILE} cannot be read ({problem.strerror}); check its rights.") from problem
    found: dict[tuple[str, int], Verdict] = {}
    for line in lines:
        try:
            verdict = Verdict.model_validate_json(line)
        except ValidationError:
            continue
        found[verdict.case, verdict.repeat] = verdict
    return list(found.values())


def keep_verdicts(run: Path, verdicts: Iterable[Verdict]) -> None:
    """Keeps these verdicts and no others; raises FixTheRun where they cannot be written."""
    new = run / f"{_FILE}.new"
    try:
        new.write_text("".join(each.model_dump_json() + "\n" for each in verdicts), encoding="utf-8")
        new.replace(run / _FILE)
    except OSError as problem:
        raise _unwritable(run, problem) from problem


def add_verdict(run: Path, verdict: Verdict) -> None:
    """Keeps one more verdict; raises FixTheRun where it cannot be written."""
    try:
        with (run / _FILE).open("a", encoding="utf-8") as file:
            file.write(verdict.model_dump_json() + "\n")
    except OSError as problem:
        raise _unwritable(run, problem) from problem


def _unwritable(run: Path, problem: OSError) -> FixTheRun:
    return FixTheRun(
        f"{run / _FILE} cannot be written ({problem.strerror}); mend that, and the same command goes on."
    )
