"""A case is written in the person's own editor, and comes back there until it is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.feedback.editing import Desk, NoEditor, open_editor
from eval.feedback.proposal import propose
from eval.feedback.showing import as_comments
from tests.eval.feedback.editors import Editor
from tests.eval.feedback.made import CORPUS, candidate, nothing

CANDIDATE = candidate()
PROPOSED = propose(CANDIDATE, CORPUS, nothing).values
DESK = Desk(CORPUS)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", made.command)
    return made


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "case.yaml"


def test_what_is_changed_is_the_case(editor: Editor, draft: Path) -> None:
    editor.replaces("value: 90 million dollars", "value: USD 90 million")
    case = DESK.write(draft, PROPOSED, as_comments(CANDIDATE))
    assert case is not None
    assert case.must[0].model_dump() == {"value": "USD 90 million"}  # type: ignore[union-attr]
    (seen,) = editor.seen()
    assert seen.startswith("#| Question: How much does the harbour fund hold?\n")
    assert "#| Right: It holds 90 million dollars.\n" in seen


def test_a_mistake_stands_on_top_with_the_line_on_which_it_is_there(editor: Editor, draft: Path) -> None:
    editor.replaces("must:", "most:").replaces("most:", "must:")
    assert DESK.write(draft, PROPOSED, ["told"]) is not None
    first, second = editor.seen()
    top, *lines = second.split("\n")
    number = next(place for place, line in enumerate(lines, start=2) if "most:" in line)
    assert top.startswith(f"#| case.yaml, line {number}, case {PROPOSED['id']}, most: ")
    assert first.split("\n")[0] == "#| told"
    assert "most:" not in first


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("holds 90", "holds  90", "gold.0: these words do not stand in harbour.md; copy them to the letter."),
        ("document: harbour.md", "document: none.md", "gold.0: there is no document 'none.md'"),
        ("document: harbour.md", "document: line.md", "gold.0: line.md is for staff, and the public asks"),
        ("language: en", "language: fr", "language: Input should be 'en' or 'ko'"),
        ("- id", "- id: [", "this is no YAML"),
        ("", "- 1\n", "this is no case"),
        ("", "word", "has no cases"),
    ],
)
def test_each_kind_of_mistake_is_told(editor: Editor, draft: Path, old: str, new: str, told: str) -> None:
    editor.replaces(old, new).replaces("", "")
    assert DESK.write(draft, PROPOSED, []) is None
    assert told in editor.seen()[1].split("\n")[0]


def test_only_one_case_is_taken(editor: Editor, draft: Path) -> None:
    case = "- {id: %s, language: en, question: How, must: [x]}\n"
    editor.replaces("", case % "a" + case % "b").replaces(case % "b", "")
    found = DESK.write(draft, PROPOSED, [])
    assert found is not None
    assert found.id == "a"
    assert "#| case.yaml has 2 cases; leave one.\n" in editor.seen()[1]


def test_an_emptied_file_leaves_the_case(editor: Editor, draft: Path) -> None:
    editor.replaces("", "#| only what is ours\n\n")
    assert DESK.write(draft, PROPOSED, []) is None
    assert not draft.exists()


def test_what_is_left_wrong_stays_and_is_gone_on_with(editor: Editor, draft: Path) -> None:
    editor.replaces("must:", "most:").replaces("nothing", "").replaces("most:", "must:")
    assert DESK.write(draft, PROPOSED, []) is None
    assert "most:" in draft.read_text()
    assert DESK.write(draft, PROPOSED, []) is not None
    assert len(editor.seen()) == 3


def test_an_editor_that_fails_changes_nothing(editor: Editor, draft: Path) -> None:
    editor.fails()
    assert DESK.write(draft, PROPOSED, []) is None
    assert "must:" in draft.read_text()


def test_no_word_of_anybody_gets_out_of_the_comments(editor: Editor, draft: Path) -> None:
    hostile = "a\n- id: forged\r- id: b\x85- id: c\u2028- id: d\x1b[2J\x00\ufffe\ud83d"
    editor.replaces("nothing", "")
    case = DESK.write(
        draft, PROPOSED, [hostile, *as_comments(candidate(question=hostile.replace("\ud83d", "")))]
    )
    assert case is not None
    assert case.id == PROPOSED["id"]
    (seen,) = editor.seen()
    assert not any(sign in seen for sign in "\x1b\x00\r\x85\u2028\ufffe")


def test_an_editor_that_is_not_there_is_told(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor --wait")
    with pytest.raises(NoEditor, match="'/no/such/editor --wait' cannot be started; set EDITOR to yours"):
        open_editor(draft)
