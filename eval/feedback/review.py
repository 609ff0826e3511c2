"""Review candidates at a terminal: accept, edit, reject or skip them one by one.

Each decision is on the disk before the next question, so that a stopped review resumes where it was. An
accepted case is written first and its decision then: stopped between the two, accepting it again finds the
case in place. Nothing that somebody typed can steer the terminal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.edge import printable
from bot.models import Audience
from eval.datasets.case import Case, Unanswerable
from eval.datasets.dataset import to_yaml
from eval.errors import DatasetError
from eval.feedback.candidate import Candidate
from eval.feedback.editing import CaseEditor, EditorNotFoundError
from eval.feedback.pool import CandidatePool, Decision, DecisionKind
from eval.feedback.proposal import Proposal, Search, propose
from eval.feedback.suite_file import add_case, suite_for

_KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [q]uit"
_REASONS = {reason.value[0]: reason for reason in Unanswerable}
_ASK_REASON = (
    "Nothing says what is right. Is a refusal? "
    + "  ".join(f"[{key}]{reason.value[1:]}" for key, reason in _REASONS.items())
    + "  [b]ack"
)
_INDENT = 4
_MAX_PASSAGES, _MAX_CHARS = 3, 320


class QuitReviewError(Exception):
    """The reviewer stops for now."""


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many were accepted, rejected and skipped, and how many are left to be seen."""

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A review of `pool` whose accepted cases go to the suite in `suite`, or what is staff's beside it.

    `ask` puts a question and returns the answer, raising EOFError at the end of input; `now` is aware.
    """

    pool: CandidatePool
    suite: Path
    editor: CaseEditor
    search: Search
    console: Console
    ask: Callable[[str], str]
    now: Callable[[], dt.datetime]

    def run(self) -> ReviewCounts:
        """Go through all that is undecided, until the reviewer quits."""
        self.pool.drop_decided()
        candidates = self.pool.undecided()
        counts = dict.fromkeys(("accepted", "rejected", "skipped"), 0)
        for number, candidate in enumerate(candidates, start=1):
            self.console.rule(Text(f"{number} of {len(candidates)}", style="dim"))
            for heading, lines in describe_candidate(candidate):
                self._print(heading, *lines)
            try:
                counts[self._decide(candidate)] += 1
            except (QuitReviewError, EOFError):
                break
        self.pool.drop_decided()
        return ReviewCounts(**counts, left=len(candidates) - sum(counts.values()))

    def _decide(self, candidate: Candidate) -> str:
        proposal = propose(candidate, self.editor.corpus, self.search)
        self._print("Proposed case", to_yaml(proposal.values))
        if proposal.doubt:
            self.console.print(Text(proposal.doubt, style="yellow"))
        while True:
            key = self._ask_key(_KEYS)
            if key == "q":
                raise QuitReviewError
            if key == "s":
                return "skipped"
            if key == "r":
                self._record(candidate, DecisionKind.REJECTED)
                return "rejected"
            case = self._make_case(candidate, proposal, key)
            if case is not None and self._accept(candidate, case):
                return "accepted"

    def _make_case(self, candidate: Candidate, proposal: Proposal, key: str) -> Case | None:
        """The case that the reviewer makes of it with this key, None where there is none yet."""
        if key == "e":
            return self._edit(candidate, proposal)
        if key != "a":
            return None
        if proposal.is_complete:
            return proposal.case()
        reason = _REASONS.get(self._ask_key(_ASK_REASON))
        return proposal.as_unanswerable(reason).case() if reason else None

    def _edit(self, candidate: Candidate, proposal: Proposal) -> Case | None:
        complete = proposal if proposal.is_complete else proposal.as_unanswerable(Unanswerable.NEAR_MISS)
        draft = self.pool.draft(candidate.key)
        comments = [f"{head}: {line}" for head, lines in describe_candidate(candidate) for line in lines]
        try:
            case = self.editor.edit(draft, complete.values, comments)
        except EditorNotFoundError as problem:
            self._tell(str(problem))
            return None
        if case is None:
            kept = f"; [e] goes on with it, in {draft}" if draft.exists() else ""
            self._tell(f"Left as it was{kept}.")
        return case

    def _accept(self, candidate: Candidate, case: Case) -> bool:
        suite = suite_for(self.suite, candidate.audience, case.audience)
        try:
            add_case(suite, case)
        except DatasetError as problem:
            self._tell(str(problem))
            return False
        self._record(candidate, DecisionKind.ACCEPTED, case.id, str(suite))
        self._tell(f"{case.id} is in {suite}.")
        return True

    def _record(self, candidate: Candidate, kind: DecisionKind, case: str = "", suite: str = "") -> None:
        self.pool.decide(Decision(key=candidate.key, verdict=kind, at=self.now(), case=case, suite=suite))

    def _ask_key(self, question: str) -> str:
        return self.ask(f"{question} > ").strip().lower()[:1]

    def _print(self, heading: str, *lines: str) -> None:
        self.console.print(Text(printable(heading), style="bold"))
        for line in lines:
            self.console.print(Padding(Text(printable(line)), (0, 0, 0, _INDENT)))

    def _tell(self, sentence: str) -> None:
        self.console.print(Text(printable(sentence)))


def describe_candidate(candidate: Candidate) -> Iterator[tuple[str, list[str]]]:
    yield "Question", _describe_question(candidate)
    if candidate.standalone:
        yield "Understood as", [candidate.standalone]
    if candidate.turns:
        yield "Behind", [_shorten(f"{turn.question} → {turn.answer}") for turn in candidate.turns]
    yield ("Refused" if candidate.refused else "Answered"), [candidate.answered]
    if candidate.citations:
        yield "Quoted", [f"[{cited.n}] {cited.document}: {cited.quote}" for cited in candidate.citations]
    elif candidate.passages:
        near = candidate.passages[:_MAX_PASSAGES]
        yield "Nearest", [_shorten(f"{passage.document}: {passage.text}") for passage in near]
    for remark in candidate.remarks:
        if remark.wrong:
            yield "Wrong", [remark.wrong]
        if remark.right:
            yield "Right", [remark.right]


def _describe_question(candidate: Candidate) -> list[str]:
    lines = [candidate.question]
    if candidate.audience is Audience.STAFF:
        lines.append("It was asked by STAFF, and stays theirs.")
    if candidate.count > 1:
        lines.append(f"{candidate.count} answers, the last of them this one.")
    if candidate.documents:
        lines.append(f"It was to be looked for in {', '.join(candidate.documents)} only.")
    return lines


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_CHARS else text[:_MAX_CHARS].rpartition(" ")[0] + "…"
