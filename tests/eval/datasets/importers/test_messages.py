"""Conversations as lists of messages become cases, each with the turns before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.datasets.case import EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.imported import Imported
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheSource
from tests.eval.datasets.importers.made import written_lines


def _of(role: str, content: Any) -> dict[str, Any]:
    return {"role": role, "content": content}


_FERRY = [_of("system", "Be brief."), _of("user", "When does the ferry leave?"), _of("assistant", "At nine.")]
_BACK = _of("user", "And when is it back?")


def _read(folder: Path, *lines: Any) -> Imported:
    return read_source(written_lines(folder / "chats.jsonl", *lines))


def test_each_question_with_a_reply_is_a_case_with_the_turns_before(tmp_path: Path) -> None:
    found = _read(tmp_path, {"messages": [*_FERRY, _BACK, _of("assistant", "At six.")]})
    first, second = found.cases
    assert (first.id, first.question, first.references) == (
        "line-1-1",
        "When does the ferry leave?",
        ("At nine.",),
    )
    assert second.turns == (EarlierTurn(question="When does the ferry leave?", answer="At nine."),)
    assert first.cluster == second.cluster == "line-1"
    assert found.documents == ()


def test_with_an_ideal_the_last_question_alone_is_a_case(tmp_path: Path) -> None:
    (case,) = _read(tmp_path, {"input": [*_FERRY, _BACK], "ideal": ["At six.", "six"], "id": "f"}).cases
    assert (case.id, case.question, case.references) == ("f-2", "And when is it back?", ("At six.", "six"))
    assert len(case.turns) == 1


def test_what_cannot_be_answered_is_said_to_be_so(tmp_path: Path) -> None:
    line = {"messages": [*_FERRY, _BACK], "unanswerable": True}
    (case,) = _read(tmp_path, line).cases
    assert (case.question, case.unanswerable) == ("And when is it back?", Unanswerable.NEAR_MISS)
    (case,) = _read(tmp_path, {**line, "unanswerable": "out_of_scope"}).cases
    assert case.unanswerable is Unanswerable.OUT_OF_SCOPE


def test_a_context_is_a_document_in_which_the_answer_stands(tmp_path: Path) -> None:
    found = _read(tmp_path, {"messages": _FERRY, "contexts": ["It leaves at nine.", "Boats are blue."]})
    assert [each.text for each in found.documents] == ["It leaves at nine.", "Boats are blue."]
    assert found.cases[0].gold == (Gold(document="line-1-1"),)
    assert found.cases[0].instead == (Gold(document="line-1-2"),)


def test_parts_of_a_message_calls_and_messages_in_a_row_are_read_as_words(tmp_path: Path) -> None:
    parts = [{"type": "text", "text": "When does"}, {"type": "image_url", "image_url": {"url": "x"}}]
    line = [
        _of("user", parts),
        _of("user", "the ferry leave?"),
        {"role": "assistant", "content": None, "tool_calls": [{}]},
        _of("tool", "09:00"),
        _of("assistant", "At nine."),
    ]
    (case,) = _read(tmp_path, {"messages": line}).cases
    assert (case.question, case.references) == ("When does the ferry leave?", ("At nine.",))


def test_conversations_without_a_reply_are_counted(tmp_path: Path) -> None:
    found = _read(tmp_path, {"messages": _FERRY}, {"messages": [_BACK]})
    assert len(found.cases) == 1
    assert found.left_out == {"nothing says what should be answered": 1}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"messages": [_of("system", "x")]}, "chats.jsonl, line 2, messages: no message has the role 'user'"),
        ({"messages": [{"content": "x"}]}, "chats.jsonl, line 2, messages.0.role: Field required."),
        ({"messages": []}, "chats.jsonl, line 2, messages: Tuple should have at least 1 item"),
        ({"talk": []}, "chats.jsonl, line 2, messages: Field required."),
        ({"messages": _FERRY, "unanswerable": "perhaps"}, "chats.jsonl, line 2, unanswerable"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(tmp_path: Path, line: Any, told: str) -> None:
    with pytest.raises(FixTheSource) as raised:
        _read(tmp_path, {"messages": _FERRY}, line)
    assert str(raised.value).startswith(told), str(raised.value)
