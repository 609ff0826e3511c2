"""Walks through the candidates with somebody who accepts, edits, rejects or skips them.

Each decision is on the disk before the next question is put, so that whoever stops, or is stopped, goes on
where that was. An accepted case is written first and its decision then: stopped between the two, the same
acceptance finds the case in place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.cli.edge import printable
from eval.datasets.case import Case, Unanswerable
from eval.errors import FixTheSuite
from eval.feedback.candidate import Candidate
from eval.feedback.editing import Desk, NoEditor
from eval.feedback.evidence import Search
from eval.feedback.joining import join, suite_for
from eval.feedback.pool import Decision, Pool, Verdict
from eval.feedback.proposal import Proposal, propose
from eval.feedback.showing import as_comments, show_candidate, show_proposal

_KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [q]uit"
_REASONS = {each.value[0]: each for each in Unanswerable}
_ASK_REASON = (
    "Nothing says what is right. Is a refusal? "
    + "  ".join(f"[{key}]{each.value[1:]}" for key, each in _REASONS.items())
    + "  [b]ack"
)


class Quit(Exception):
    """The reviewer stops for now."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were accepted, rejected and skipped, and how many are left to be seen."""

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A review of `pool` whose accepted cases join the suite in `suite`, or beside it what is staff's.

    `ask` puts a question and gives the answer, raising EOFError where none can come any more; `now` tells
    the time with its zone.
    """

    pool: Pool
    suite: Path
    desk: Desk
    search: Search
    console: Console
    ask: Callable[[str], str]
    now: Callable[[], dt.datetime]

    def walk(self) -> Tally:
        """Goes through all that is undecided, until the reviewer quits."""
        self.pool.drop_decided()
        candidates = self.pool.undecided()
        count = dict.fromkeys(("accepted", "rejected", "skipped"), 0)
        for number, candidate in enumerate(candidates, start=1):
            show_candidate(self.console, candidate, number, len(candidates))
            try:
                count[self._decided(candidate)] += 1
            except (Quit, EOFError):
                break
        self.pool.drop_decided()
        return Tally(**count, left=len(candidates) - sum(count.values()))

    def _decided(self, candidate: Candidate) -> str:
        """What became of a candidate."""
        proposal = propose(candidate, self.desk.corpus, self.search)
        show_proposal(self.console, proposal)
        while True:
            key = self._key(_KEYS)
            if key == "q":
                raise Quit
            if key == "s":
                return "skipped"
            if key == "r":
                self._keep(candidate, Verdict.REJECTED)
                return "rejected"
            case = self._case(candidate, proposal, key)
            if case is not None and self._is_accepted(candidate, case):
                return "accepted"

    def _case(self, candidate: Candidate, proposal: Proposal, key: str) -> Case | None:
        """The case that the reviewer makes of it with this key, None where there is none yet."""
        if key == "e":
            return self._written(candidate, proposal)
        if key != "a":
            return None
        if proposal.is_whole:
            return proposal.case()
        reason = _REASONS.get(self._key(_ASK_REASON))
        return proposal.refused(reason).case() if reason else None

    def _written(self, candidate: Candidate, proposal: Proposal) -> Case | None:
        whole = proposal if proposal.is_whole else proposal.refused(Unanswerable.NEAR_MISS)
        draft = self.pool.draft(candidate.key)
        try:
            case = self.desk.write(draft, whole.values, as_comments(candidate))
        except NoEditor as problem:
            self._tell(str(problem))
            return None
        if case is None:
            kept = f"; [e] goes on with it, in {draft}" if draft.exists() else ""
            self._tell(f"Left as it was{kept}.")
        return case

    def _is_accepted(self, candidate: Candidate, case: Case) -> bool:
        """Whether the case could be added to its suite, and the decision kept."""
        suite = suite_for(self.suite, candidate.audience, case.audience)
        try:
            join(suite, case)
        except FixTheSuite as problem:
            self._tell(str(problem))
            return False
        self._keep(candidate, Verdict.ACCEPTED, case, suite)
        self._tell(f"{case.id} is in {suite}.")
        return True

    def _keep(
        self, candidate: Candidate, verdict: Verdict, case: Case | None = None, suite: Path | None = None
    ) -> None:
        self.pool.decide(
            Decision(
                key=candidate.key,
                verdict=verdict,
                at=self.now(),
                case=case.id if case else "",
                suite=str(suite or ""),
            )
        )

    def _key(self, question: str) -> str:
        """The first letter of what was typed, small."""
        return self.ask(f"{question} > ").strip().lower()[:1]

    def _tell(self, sentence: str) -> None:
        self.console.print(Text(printable(sentence)))
