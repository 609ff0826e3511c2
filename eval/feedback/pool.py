"""The files of the review: the candidates, and beside them the decisions, written at once."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from eval.datasets.case import StrictModel
from eval.errors import CandidateError
from eval.feedback.candidate import KEY_DIGITS, Candidate

CANDIDATES_FILE = "candidates.jsonl"
PRIVATE, PUBLIC = 0o600, 0o644


class DecisionKind(StrEnum):
    """What became of a candidate."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decision(StrictModel):
    """A decision, and of an accepted candidate which case it became, and in which suite."""

    key: str
    verdict: DecisionKind
    at: AwareDatetime
    case: str = ""
    suite: str = ""


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """The candidates in the JSON Lines file at `path`, private to its owner; methods raise CandidateError."""

    path: Path

    @property
    def decisions_file(self) -> Path:
        return self.path.with_name(f"{self.path.stem}.decisions.jsonl")

    def draft(self, key: str) -> Path:
        """The file of a case that somebody is still writing."""
        return self.path.with_name(f"{self.path.stem}.{key}.yaml")

    def candidates(self) -> list[Candidate]:
        """All that were harvested last, decided or not; none where there is no file."""
        candidates = []
        for number, line in self._lines(self.path):
            try:
                candidates.append(Candidate.model_validate(json.loads(line)))
            except (ValueError, RecursionError) as problem:
                where = f"{self.path.name}, line {number}"
                raise CandidateError(
                    f"{where}: this is no candidate; delete the line and harvest again."
                ) from problem
        return candidates

    def undecided(self) -> list[Candidate]:
        """Those without a decision: first those with remarks, then the frequent ones."""
        decisions = self.decisions()
        pending = [candidate for candidate in self.candidates() if candidate.key not in decisions]
        return sorted(pending, key=lambda candidate: (not candidate.remarks, -candidate.count))

    def drop_decided(self) -> None:
        """Remove decided candidates from the file."""
        candidates, decisions = self.candidates(), self.decisions()
        pending = [candidate for candidate in candidates if candidate.key not in decisions]
        if len(pending) < len(candidates):
            self.write(pending)

    def write(self, candidates: Sequence[Candidate]) -> None:
        """Replace the candidates, and delete drafts of others."""
        # In ASCII, so that a lone surrogate in what was typed survives.
        lines = [
            json.dumps(candidate.model_dump(mode="json", exclude_defaults=True)) for candidate in candidates
        ]
        drafts = {self.draft(candidate.key) for candidate in candidates}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_text(self.path, "".join(f"{line}\n" for line in lines), mode=PRIVATE)
            pattern = f"{self.path.stem}.{'[0-9a-f]' * KEY_DIGITS}.yaml"
            for draft in set(self.path.parent.glob(pattern)) - drafts:
                draft.unlink()
        except OSError as problem:
            raise self._unwritable(self.path, problem) from problem

    def decisions(self) -> dict[str, Decision]:
        """The last decision on each candidate by its key; a line that a stop cut off is none."""
        decisions: dict[str, Decision] = {}
        for _, line in self._lines(self.decisions_file):
            try:
                decision = Decision.model_validate_json(line)
            except ValidationError:
                continue
            decisions[decision.key] = decision
        return decisions

    def decide(self, decision: Decision) -> None:
        """Keep a decision; on return it is on the disk."""
        try:
            append_line(self.decisions_file, decision.model_dump_json(exclude_defaults=True), mode=PRIVATE)
            self.draft(decision.key).unlink(missing_ok=True)
        except OSError as problem:
            raise self._unwritable(self.decisions_file, problem) from problem

    def _lines(self, path: Path) -> list[tuple[int, str]]:
        if not path.exists():
            return []
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise CandidateError(f"{path} cannot be read; check the path and its permissions.") from problem
        return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]

    def _unwritable(self, path: Path, problem: OSError) -> CandidateError:
        return CandidateError(
            f"{path} cannot be written ({problem.strerror}); mend that and go on: what was decided is kept."
        )


def replace_text(path: Path, text: str, *, mode: int = PUBLIC) -> None:
    """Replace a file in one step, line ends as they are; an existing file keeps its mode. Raises OSError."""
    target = path.resolve()  # a link stays one
    mode = target.stat().st_mode & 0o777 if target.exists() else mode
    new = target.with_name(f".{target.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    new.chmod(mode)
    new.replace(target)


def append_line(path: Path, line: str, *, mode: int = PUBLIC) -> None:
    """Append a line, on its own also behind a cut off one, and wait for the disk. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, mode)
    with os.fdopen(handle, "ab+") as file:
        size = file.seek(0, os.SEEK_END)
        is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        file.write((b"\n" if is_cut else b"") + line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(handle)
