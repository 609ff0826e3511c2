"""Every answer has an id under which it can be shown and asked again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.cli.conftest import HARBOUR, Terminal

_FUND = "How much does the harbour fund hold?"


@pytest.fixture
def harbour(tmp_path: Path) -> Terminal:
    """A folder of its own with a document indexed."""
    terminal = Terminal(tmp_path)
    terminal.write("documents/harbour.md", HARBOUR)
    assert terminal.ingest().status == 0
    return terminal


def answered(terminal: Terminal, *more: str) -> str:
    """The id of an answer."""
    ended = terminal.concord("ask", "--json", *more, _FUND)
    return str(json.loads(ended.out)["answer_id"])


def test_an_answer_names_its_id(harbour: Terminal) -> None:
    assert "concord show " in harbour.concord("ask", _FUND).out


def test_a_record_shows_how_the_answer_came_about(harbour: Terminal) -> None:
    ended = harbour.concord("show", answered(harbour))
    assert ended.status == 0, ended
    for each in (_FUND, "harbour.md", "90 million dollars"):
        assert each in ended.out


def test_a_record_can_be_read_by_machines(harbour: Terminal) -> None:
    record = json.loads(harbour.concord("show", "--json", answered(harbour)).out)
    assert record["question"] == _FUND
    assert record["passages"][0]["document"] == "harbour.md"
    assert record["timings_ms"]["find"] > 0


def test_asked_again_of_the_same_documents_nothing_differs(harbour: Terminal) -> None:
    ended = harbour.concord("replay", "--json", answered(harbour))
    assert json.loads(ended.out)["differences"] == []


def test_asked_again_of_a_changed_document_the_difference_is_told(harbour: Terminal) -> None:
    identifier = answered(harbour)
    harbour.write("documents/harbour.md", HARBOUR.replace("90 million", "95 million"))
    assert harbour.ingest().status == 0
    ended = harbour.concord("replay", identifier)
    assert ended.status == 0
    assert "95 million" in ended.out
    assert json.loads(harbour.concord("replay", "--json", identifier).out)["differences"]


def test_an_answer_to_staff_is_shown_to_staff_alone(
    harbour: Terminal, one_sentence: Callable[[str], str]
) -> None:
    identifier = answered(harbour, "--audience", "staff")
    ended = harbour.concord("show", identifier)
    assert ended.status == 1
    assert "no record" in one_sentence(ended.err)
    assert harbour.concord("show", "--audience", "staff", identifier).status == 0


def test_what_was_public_and_is_for_staff_now_is_no_longer_shown_to_the_public(harbour: Terminal) -> None:
    identifier = answered(harbour)
    harbour.write("documents/harbour.md", HARBOUR.replace("---\n", "---\naudience: staff\n", 1))
    assert harbour.ingest().status == 0
    assert harbour.concord("show", identifier).status == 1
    assert harbour.concord("replay", identifier).status == 1
    assert harbour.concord("show", "--audience", "staff", identifier).status == 0


def test_what_is_withheld_as_it_may_be_for_staff_is_no_longer_shown_to_the_public(harbour: Terminal) -> None:
    harbour.write("documents/other.md", HARBOUR.replace("harbour", "lighthouse"))
    assert harbour.ingest().status == 0
    identifier = answered(harbour)
    harbour.write("documents/harbour.md", HARBOUR.replace("---\n", "---\naudience: stafff\n", 1))
    assert harbour.ingest().status == 1
    assert harbour.concord("show", identifier).status == 1
    assert harbour.concord("show", "--audience", "staff", identifier).status == 0


def test_who_has_their_answers_forgotten_leaves_none_that_were_asked_again(harbour: Terminal) -> None:
    again = json.loads(harbour.concord("replay", "--json", answered(harbour)).out)["replayed"]
    assert harbour.concord("show", again).status == 0
    forgotten = harbour.concord("chat", typed="/forget\n").out
    assert "the records of 2 answers" in forgotten
    assert harbour.concord("show", again).status == 1


def test_an_id_that_does_not_exist_is_told_in_a_sentence(
    harbour: Terminal, one_sentence: Callable[[str], str]
) -> None:
    for command in ("show", "replay"):
        ended = harbour.concord(command, "zzzzzzzz")
        assert ended.status == 1
        assert "zzzzzzzz" in one_sentence(ended.err)


def test_without_records_an_answer_has_no_id(harbour: Terminal) -> None:
    harbour.write("concord.toml", "[records]\nkeep_days = 0\n")
    assert answered(harbour) == ""
    assert not (harbour.folder / ".concord" / "answers.sqlite").exists()
