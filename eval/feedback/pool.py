"""The files of the review: the candidates, and beside them the decisions, written at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime

from eval.datasets.case import StrictModel
from eval.errors import CandidateError
from eval.feedback.candidate import KEY_DIGITS, Candidate
from eval.files import PRIVATE, append_line, read_models, replace_text

CANDIDATES_FILE = "candidates.jsonl"


class DecisionKind(StrEnum):
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
        return self.path.with_name(f"{self.path.stem}.{key}.yaml")

    def candidates(self) -> list[Candidate]:
        """All that were harvested last, decided or not; none where there is no file."""
        candidates = []
        for number, line in enumerate(self._read().split("\n"), start=1):
            try:
                if line.strip():
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
        try:
            decisions = read_models(self.decisions_file, Decision)
        except OSError as problem:
            raise self._unreadable(self.decisions_file) from problem
        return {decision.key: decision for decision in decisions}

    def decide(self, decision: Decision) -> None:
        """Keep a decision; on return it is on the disk."""
        try:
            append_line(self.decisions_file, decision.model_dump_json(exclude_defaults=True), mode=PRIVATE)
            self.draft(decision.key).unlink(missing_ok=True)
        except OSError as problem:
            raise self._unwritable(self.decisions_file, problem) from problem

    def _read(self) -> str:
        try:
            return self.path.read_text("utf-8") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as problem:
            raise self._unreadable(self.path) from problem

    def _unreadable(self, path: Path) -> CandidateError:
        return CandidateError(f"{path} cannot be read; check the path and its permissions.")

    def _unwritable(self, path: Path, problem: OSError) -> CandidateError:
        return CandidateError(
            f"{path} cannot be written ({problem.strerror}); mend that and go on: what was decided is kept."
        )
