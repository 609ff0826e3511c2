"""The files of the loop: the candidates, and beside them what was decided of each, written at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from eval.feedback.candidate import KEY_DIGITS, Candidate, FixTheCandidates, Part, to_line
from eval.feedback.files import append_line, replace_text

_PRIVATE = 0o600  # it holds what people asked
NAME = "candidates.jsonl"
_ANY_KEY = "[0-9a-f]" * KEY_DIGITS


class Verdict(StrEnum):
    """What became of a candidate."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decision(Part):
    """What was decided, and of an accepted one which case it became, and in which suite."""

    key: str
    verdict: Verdict
    at: AwareDatetime
    case: str = ""
    suite: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates in the JSON Lines file at `path`; every method raises FixTheCandidates."""

    path: Path

    @property
    def decisions_file(self) -> Path:
        """Where the decisions lie."""
        return self.path.with_name(f"{self.path.stem}.decisions.jsonl")

    def draft(self, key: str) -> Path:
        """Where a case lies that somebody is still writing."""
        return self.path.with_name(f"{self.path.stem}.{key}.yaml")

    def candidates(self) -> list[Candidate]:
        """All that were harvested last, decided or not; none where there is no file."""
        return [self._candidate(line, number) for number, line in self._lines(self.path)]

    def undecided(self) -> list[Candidate]:
        """Those of which nothing was decided: first what somebody said a word of, then the frequent ones."""
        decided = self.decided()
        left = [each for each in self.candidates() if each.key not in decided]
        return sorted(left, key=lambda each: (not each.remarks, -each.count))

    def drop_decided(self) -> None:
        """Takes out of the file of candidates what was decided."""
        all_of_them, decided = self.candidates(), self.decided()
        left = [each for each in all_of_them if each.key not in decided]
        if len(left) < len(all_of_them):
            self.keep(left)

    def keep(self, candidates: Sequence[Candidate]) -> None:
        """Puts these into the file in place of what it held; drafts of others go."""
        lines = "".join(to_line(each) + "\n" for each in candidates)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_text(self.path, lines, mode=_PRIVATE)
            drafts = {self.draft(each.key) for each in candidates}
            for draft in set(self.path.parent.glob(f"{self.path.stem}.{_ANY_KEY}.yaml")) - drafts:
                draft.unlink()
        except OSError as problem:
            raise self._unwritable(self.path, problem) from problem

    def decided(self) -> dict[str, Decision]:
        """The last decision on each candidate by its key; a line that a stop cut off was not yet one."""
        found: dict[str, Decision] = {}
        for _, line in self._lines(self.decisions_file):
            try:
                decision = Decision.model_validate_json(line)
            except ValidationError:
                continue
            found[decision.key] = decision
        return found

    def decide(self, decision: Decision) -> None:
        """Keeps a decision; when this comes back it is on the disk."""
        try:
            append_line(self.decisions_file, decision.model_dump_json(exclude_defaults=True), mode=_PRIVATE)
            self.draft(decision.key).unlink(missing_ok=True)
        except OSError as problem:
            raise self._unwritable(self.decisions_file, problem) from problem

    def _candidate(self, line: str, number: int) -> Candidate:
        try:
            return Candidate.model_validate(json.loads(line))
        except (ValueError, RecursionError) as problem:
            raise FixTheCandidates(
                f"{self.path.name}, line {number}: this is no candidate; delete the line and harvest again."
            ) from problem

    def _lines(self, path: Path) -> list[tuple[int, str]]:
        if not path.exists():
            return []
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise FixTheCandidates(f"{path} cannot be read; check the path and its permissions.") from problem
        return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]

    def _unwritable(self, path: Path, problem: OSError) -> FixTheCandidates:
        return FixTheCandidates(
            f"{path} cannot be written ({problem.strerror}); mend that and go on: what was decided is kept."
        )
