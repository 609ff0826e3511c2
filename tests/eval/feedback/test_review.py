"""A reviewer accepts, edits, rejects or skips, and no stop costs a decision."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.models import Audience
from eval.datasets.case import Unanswerable, Value
from eval.datasets.dataset import read_dataset
from eval.feedback.candidate import Candidate, RemarkText
from eval.feedback.editing import CaseEditor, EditorNotFoundError, open_editor
from eval.feedback.pool import CandidatePool, Decision, DecisionKind
from eval.feedback.proposal import propose
from eval.feedback.review import Review, ReviewCounts
from tests.bot.storage.samples import NOON
from tests.eval.feedback.editors import Editor
from tests.eval.feedback.samples import CORPUS, candidate, find_nothing

pytestmark = pytest.mark.slow

WHOLE = candidate()
SILENT = candidate("Who pays for it?", remarks=(), refused=True)
STAFFS = candidate(
    "Which figure is wrong?", audience=Audience.STAFF, remarks=(RemarkText(right="77 million dollars"),)
)
PROPOSED = propose(WHOLE, CORPUS, find_nothing).values


class Reviewer:
    def __init__(self, folder: Path) -> None:
        self.pool = CandidatePool(folder / "candidates.jsonl")
        self.suite = folder / "regressions.yaml"
        self.screen = io.StringIO()

    def review(self, *typed: str, of: tuple[Candidate, ...] = ()) -> ReviewCounts:
        if of:
            self.pool.write(of)
        return self.answer(iter(typed).__next__)

    def answer(self, type_next: Callable[[], str]) -> ReviewCounts:
        """A review in which `type_next` gives what is typed; StopIteration is the end of input."""

        def ask(question: str) -> str:
            self.screen.write(question + "\n")
            try:
                return type_next()
            except StopIteration:
                raise EOFError from None

        console = Console(file=self.screen, width=100)
        editor = CaseEditor(CORPUS)
        return Review(self.pool, self.suite, editor, find_nothing, console, ask, lambda: NOON).run()

    @property
    def shown(self) -> str:
        return self.screen.getvalue()


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    return Reviewer(tmp_path)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    program = Editor(tmp_path)
    monkeypatch.setenv("VISUAL", program.command)
    return program


def test_what_is_accepted_joins_the_suite(reviewer: Reviewer) -> None:
    assert reviewer.review("a", of=(WHOLE,)) == ReviewCounts(accepted=1)
    (case,) = read_dataset(reviewer.suite).cases
    assert (case.question, case.gold[0].document) == (WHOLE.question, "harbour.md")
    decision = reviewer.pool.decisions()[WHOLE.key]
    assert decision.verdict is DecisionKind.ACCEPTED
    assert (decision.case, decision.suite) == (case.id, str(reviewer.suite))
    assert f"{case.id} is in" in reviewer.shown.replace("\n", " ")


def test_the_question_the_answer_its_quotes_and_the_remark_are_shown(reviewer: Reviewer) -> None:
    reviewer.review("q", of=(WHOLE,))
    quote = "[1] harbour.md: It was founded by"
    for words in (
        WHOLE.question,
        "It holds 11 million. [1]",
        quote,
        "It is more.",
        "value: 90 million dollars",
    ):
        assert words in reviewer.shown


def test_what_is_rejected_leaves_no_word_and_what_is_skipped_comes_again(reviewer: Reviewer) -> None:
    assert reviewer.review("r", "s", of=(WHOLE, SILENT)) == ReviewCounts(rejected=1, skipped=1)
    assert not reviewer.suite.exists()
    assert reviewer.pool.candidates() == [SILENT]
    assert reviewer.review("q") == ReviewCounts(left=1)


def test_a_rightful_refusal_is_asked_for_its_reason(reviewer: Reviewer) -> None:
    # Back first, and a key that means nothing; then what the documents never treat.
    assert reviewer.review("a", "b", "x", "", "a", "o", of=(SILENT,)) == ReviewCounts(accepted=1)
    (case,) = read_dataset(reviewer.suite).cases
    assert case.unanswerable is Unanswerable.OUT_OF_SCOPE
    assert case.tags == ("regressions", "refused")


def test_staffs_case_goes_into_a_suite_that_says_so(reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.review("a", "a", of=(STAFFS, WHOLE))
    staffs = tmp_path / "regressions-staff.yaml"
    assert [case.audience for case in read_dataset(staffs).cases] == [Audience.STAFF]
    assert "FOR STAFF ONLY" in staffs.read_text()
    assert "77 million" not in reviewer.suite.read_text()
    assert "It was asked by STAFF" in reviewer.shown


def test_staffs_question_stays_staffs_whatever_is_made_of_it(
    reviewer: Reviewer, editor: Editor, tmp_path: Path
) -> None:
    gold = "gold:\n  - document: line.md\n    quote: The figure of 77 million dollars is a mistake.\n"
    editor.replaces("audience: staff\n", "audience: public\n").replaces(gold, "")
    reviewer.review("e", of=(STAFFS,))
    assert not reviewer.suite.exists()
    cases = read_dataset(tmp_path / "regressions-staff.yaml").cases
    assert [case.audience.value for case in cases] == ["public"]


def test_what_is_edited_joins_and_its_draft_goes(reviewer: Reviewer, editor: Editor) -> None:
    editor.replaces("near_miss\n", "false_premise\n")
    assert reviewer.review("e", of=(SILENT,)) == ReviewCounts(accepted=1)
    assert read_dataset(reviewer.suite).cases[0].unanswerable is Unanswerable.FALSE_PREMISE
    assert not reviewer.pool.draft(SILENT.key).exists()


def test_what_is_left_in_the_editor_can_be_resumed(reviewer: Reviewer, editor: Editor) -> None:
    editor.replaces("must:", "most:").fails()
    assert reviewer.review("e", "q", of=(WHOLE,)) == ReviewCounts(left=1)
    assert "Left as it was; [e] goes on with it" in reviewer.shown
    assert "most:" in reviewer.pool.draft(WHOLE.key).read_text()


def test_without_an_editor_the_review_goes_on(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor --wait")
    assert reviewer.review("e", "r", of=(WHOLE,)) == ReviewCounts(rejected=1)
    assert "cannot be started" in reviewer.shown
    with pytest.raises(EditorNotFoundError, match="'/no/such/editor --wait' cannot be started; set EDITOR"):
        open_editor(reviewer.suite)


def test_who_stops_goes_on_behind_the_last_decision(reviewer: Reviewer) -> None:
    typed = iter(["r"])

    def type_next() -> str:
        for key in typed:
            return key
        raise KeyboardInterrupt

    reviewer.pool.write([WHOLE, SILENT])
    with pytest.raises(KeyboardInterrupt):
        reviewer.answer(type_next)
    assert set(reviewer.pool.decisions()) == {WHOLE.key}
    assert reviewer.review("a", "n") == ReviewCounts(accepted=1)


def test_a_stop_between_the_case_and_its_decision_makes_no_second_case(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_pool: CandidatePool, _decision: Decision) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(CandidatePool, "decide", stop)
        with pytest.raises(KeyboardInterrupt):
            reviewer.review("a", of=(WHOLE,))
    assert reviewer.pool.undecided() == [WHOLE]
    assert reviewer.review("a") == ReviewCounts(accepted=1)
    assert len(read_dataset(reviewer.suite).cases) == 1


def test_a_suite_that_takes_no_case_costs_no_decision(reviewer: Reviewer) -> None:
    reviewer.suite.write_text("- id: wrong\n")
    assert reviewer.review("a", "s", of=(WHOLE,)) == ReviewCounts(skipped=1)
    assert "regressions.yaml, line 1" in reviewer.shown
    assert reviewer.suite.read_text() == "- id: wrong\n"


def test_hostile_words_steer_no_terminal_and_imitate_no_line_of_ours(reviewer: Reviewer) -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07 [red]a[/red] [link=x]b[/link] \u202eback \x9b31m \r\b\nProposed case"
    remark = RemarkText(wrong=hostile, right=hostile)
    reviewer.review("q", of=(candidate(question=hostile, remarks=(remark,)),))
    assert not any(sign in reviewer.shown for sign in "\x1b\x07\x9b\r\b\u202e")
    assert "[red]a[/red]" in reviewer.shown
    assert "[link=x]b[/link]" in reviewer.shown
    lines = [line for line in reviewer.shown.splitlines() if line.strip() == "Proposed case"]
    assert [line.startswith("    ") for line in lines].count(False) == 1


def test_a_case_is_edited_below_its_candidate_until_it_is_valid(editor: Editor, tmp_path: Path) -> None:
    editor.replaces("must:", "most:").replaces("most:", "must:")
    draft = tmp_path / "case.yaml"
    case = CaseEditor(CORPUS).edit(draft, PROPOSED, ["Question: why?\nSo."])
    assert case is not None
    assert case.must == (Value(value="90 million dollars"),)
    first, second = editor.seen()
    assert first.split("\n#| ")[1:3] == ["Question: why?", "So."]
    number = next(place for place, line in enumerate(second.split("\n"), start=1) if line.startswith("- id"))
    assert f"#| case.yaml, line {number}, case {PROPOSED['id']}, most: there is no such field" in second


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("holds 90", "holds  90", "gold.0: these words do not stand in harbour.md; copy them to the letter."),
        ("document: harbour.md", "document: none.md", "gold.0: there is no document 'none.md'"),
        ("document: harbour.md", "document: line.md", "gold.0: line.md is for staff, and the public asks"),
        ("language: en", "language: fr", "language: Input should be 'en' or 'ko'"),
        ("- id", "- id: [", "this is no YAML"),
        ("", "- 1\n", "this is no case"),
        ("", "word", "has no cases"),
        ("", "- {id: a, language: en, question: How, must: [x]}\n" * 2, "the id 'a' stands on line 1 too"),
    ],
)
def test_each_kind_of_mistake_is_told(
    editor: Editor, tmp_path: Path, old: str, new: str, message: str
) -> None:
    editor.replaces(old, new).replaces("nothing", "")
    assert CaseEditor(CORPUS).edit(tmp_path / "case.yaml", PROPOSED, []) is None
    assert message in editor.seen()[1]


def test_an_emptied_file_leaves_the_case_and_an_editor_that_fails_changes_nothing(
    editor: Editor, tmp_path: Path
) -> None:
    draft = tmp_path / "case.yaml"
    editor.fails().replaces("", "#| only what is ours\n\n")
    assert CaseEditor(CORPUS).edit(draft, PROPOSED, []) is None
    assert "must:" in draft.read_text()
    assert CaseEditor(CORPUS).edit(draft, PROPOSED, []) is None
    assert not draft.exists()


def test_no_word_of_anybody_gets_out_of_the_comments(editor: Editor, tmp_path: Path) -> None:
    hostile = "a\n- id: forged\r- id: b\x85- id: c\u2028- id: d\x1b[2J\x00\ufffe\ud83d"
    editor.replaces("nothing", "")
    case = CaseEditor(CORPUS).edit(tmp_path / "case.yaml", PROPOSED, [hostile])
    assert case is not None
    assert case.id == PROPOSED["id"]
    assert not any(sign in editor.seen()[0] for sign in "\x1b\x00\r\x85\u2028\ufffe")
