"""Who reviews accepts, edits, rejects or skips, and no stop costs a decision."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.models import Audience
from eval.datasets.case import Unanswerable
from eval.datasets.suite import read_suite
from eval.feedback.candidate import Candidate, Said
from eval.feedback.editing import Desk
from eval.feedback.pool import Decision, Pool, Verdict
from eval.feedback.review import Review, Tally
from tests.bot.records.samples import NOON
from tests.eval.feedback.editors import Editor
from tests.eval.feedback.made import CORPUS, candidate, nothing

WHOLE = candidate()
SILENT = candidate("Who pays for it?", remarks=(), refused=True)
STAFFS = candidate(
    "Which figure is wrong?", audience=Audience.STAFF, remarks=(Said(right="77 million dollars"),)
)


class Desktop:
    """A reviewer before a screen."""

    def __init__(self, folder: Path) -> None:
        self.pool = Pool(folder / "candidates.jsonl")
        self.suite = folder / "regressions.yaml"
        self.screen = io.StringIO()

    def review(self, *typed: str, of: tuple[Candidate, ...] = ()) -> Tally:
        if of:
            self.pool.keep(of)
        return self.answering(iter(typed).__next__)

    def answering(self, answer: Callable[[], str]) -> Tally:
        """A review in which `answer` gives what is typed; StopIteration is the end of what can be."""

        def ask(question: str) -> str:
            self.screen.write(question + "\n")
            try:
                return answer()
            except StopIteration:
                raise EOFError from None

        console = Console(file=self.screen, width=100)
        return Review(self.pool, self.suite, Desk(CORPUS), nothing, console, ask, lambda: NOON).walk()

    @property
    def shown(self) -> str:
        return self.screen.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


def test_what_is_accepted_joins_the_suite(desk: Desktop) -> None:
    assert desk.review("a", of=(WHOLE,)) == Tally(accepted=1)
    (case,) = read_suite(desk.suite).cases
    assert (case.question, case.gold[0].document) == (WHOLE.question, "harbour.md")
    decision = desk.pool.decided()[WHOLE.key]
    assert (decision.verdict, decision.case, decision.suite) == (
        Verdict.ACCEPTED,
        case.id,
        str(desk.suite),
    )
    assert f"{case.id} is in" in desk.shown.replace("\n", " ")


def test_the_question_the_answer_its_quotes_and_the_remark_are_shown(desk: Desktop) -> None:
    desk.review("q", of=(WHOLE,))
    for words in (
        WHOLE.question,
        "It holds 11 million. [1]",
        "[1] harbour.md: It was founded by",
        "It is more.",
    ):
        assert words in desk.shown
    assert "value: 90 million dollars" in desk.shown


def test_what_is_rejected_leaves_no_word_and_what_is_skipped_comes_again(desk: Desktop) -> None:
    assert desk.review("r", "s", of=(WHOLE, SILENT)) == Tally(rejected=1, skipped=1)
    assert not desk.suite.exists()
    assert desk.pool.candidates() == [SILENT]
    assert desk.review("q") == Tally(left=1)


def test_a_rightful_refusal_is_asked_for_its_reason(desk: Desktop) -> None:
    # Back first, and a key that means nothing; then what the documents never treat.
    assert desk.review("a", "b", "x", "", "a", "o", of=(SILENT,)) == Tally(accepted=1)
    (case,) = read_suite(desk.suite).cases
    assert case.unanswerable is Unanswerable.OUT_OF_SCOPE
    assert case.tags == ("regressions", "refused")


def test_staffs_case_goes_into_a_suite_that_says_so(desk: Desktop, tmp_path: Path) -> None:
    desk.review("a", "a", of=(STAFFS, WHOLE))
    staffs = tmp_path / "regressions-staff.yaml"
    assert [each.audience for each in read_suite(staffs).cases] == [Audience.STAFF]
    assert "FOR STAFF ONLY" in staffs.read_text()
    assert "77 million" not in desk.suite.read_text()
    assert "It was asked by STAFF" in desk.shown


def test_staffs_question_stays_staffs_whatever_is_made_of_it(
    desk: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor(tmp_path).replaces("audience: staff\n", "audience: public\n")
    editor.replaces(
        "gold:\n  - document: line.md\n    quote: The figure of 77 million dollars is a mistake.\n", ""
    )
    monkeypatch.setenv("VISUAL", editor.command)
    desk.review("e", of=(STAFFS,))
    assert not desk.suite.exists()
    assert [each.audience.value for each in read_suite(tmp_path / "regressions-staff.yaml").cases] == [
        "public"
    ]


def test_what_is_edited_joins_and_its_draft_goes(
    desk: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", Editor(tmp_path).replaces("near_miss\n", "false_premise\n").command)
    assert desk.review("e", of=(SILENT,)) == Tally(accepted=1)
    assert read_suite(desk.suite).cases[0].unanswerable is Unanswerable.FALSE_PREMISE
    assert not desk.pool.draft(SILENT.key).exists()


def test_what_is_left_in_the_editor_is_gone_on_with(
    desk: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", Editor(tmp_path).replaces("must:", "most:").fails().command)
    assert desk.review("e", "q", of=(WHOLE,)) == Tally(left=1)
    assert "Left as it was; [e] goes on with it" in desk.shown
    assert "most:" in desk.pool.draft(WHOLE.key).read_text()


def test_without_an_editor_the_review_goes_on(desk: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert desk.review("e", "r", of=(WHOLE,)) == Tally(rejected=1)
    assert "cannot be started" in desk.shown


def test_who_stops_goes_on_behind_the_last_decision(desk: Desktop) -> None:
    typed = iter(["r"])

    def answer() -> str:
        for each in typed:
            return each
        raise KeyboardInterrupt

    desk.pool.keep([WHOLE, SILENT])
    with pytest.raises(KeyboardInterrupt):
        desk.answering(answer)
    assert set(desk.pool.decided()) == {WHOLE.key}
    assert desk.review("a", "n") == Tally(accepted=1)


def test_a_stop_between_the_case_and_its_decision_makes_no_second_case(
    desk: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_pool: Pool, _decision: Decision) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Pool, "decide", stopped)
        with pytest.raises(KeyboardInterrupt):
            desk.review("a", of=(WHOLE,))
    assert desk.pool.undecided() == [WHOLE]
    assert desk.review("a") == Tally(accepted=1)
    assert len(read_suite(desk.suite).cases) == 1


def test_a_suite_that_takes_no_case_costs_no_decision(desk: Desktop) -> None:
    desk.suite.write_text("- id: wrong\n")
    assert desk.review("a", "s", of=(WHOLE,)) == Tally(skipped=1)
    assert "regressions.yaml, line 1" in desk.shown
    assert desk.suite.read_text() == "- id: wrong\n"


def test_hostile_words_steer_no_terminal(desk: Desktop) -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07 [red]a[/red] [link=x]b[/link] \u202eback \x9b31m \r\b"
    desk.review("q", of=(candidate(question=hostile, remarks=(Said(wrong=hostile, right=hostile),)),))
    assert not any(sign in desk.shown for sign in "\x1b\x07\x9b\r\b\u202e")
    assert "[red]a[/red]" in desk.shown
    assert "[link=x]b[/link]" in desk.shown


def test_no_line_of_a_remark_looks_like_one_of_ours(desk: Desktop) -> None:
    desk.review("q", of=(candidate(remarks=(Said(wrong="well\nProposed case\n[a]ccept"),)),))
    theirs = next(line for line in desk.shown.splitlines() if line.strip() == "Proposed case")
    assert theirs.startswith("    ")
