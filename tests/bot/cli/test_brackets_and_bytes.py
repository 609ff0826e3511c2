"""Brackets in names, titles and text are shown as they are, and a batch in another encoding is named."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.bot.cli.conftest import Terminal

_TEXT = """---
title: 'On [/annex] and [red]lamps[/red]'
---

# Lamps [/x]

The [/b] lamp of the harbour is [red] by rule [/1].
"""


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("bracketed"))
    terminal.write("documents/[old]lamps.md", _TEXT)
    (terminal.folder / "documents" / "[/x]").mkdir(parents=True)
    terminal.write("documents/[/x]/empty.md", "")
    return terminal


def test_brackets_survive_in_the_table_of_an_ingest(bracketed: Terminal) -> None:
    ended = bracketed.ingest()
    assert ended.status == 1
    assert " [old]lamps.md " in ended.out
    assert " [/x]/empty.md " in ended.out


def test_brackets_survive_in_answers_passages_and_lists(bracketed: Terminal) -> None:
    bracketed.ingest("--quiet")
    for command in (
        ("ask", "Which lamp of the harbour is red by rule?"),
        ("ask", "Who won the chess final in 1972?"),
        ("search", "lamp"),
    ):
        ended = bracketed.concord(*command)
        assert ended.status == 0
        assert "[/b] lamp of the harbour is [red] by rule [/1]." in ended.out, command
    listed = bracketed.concord("documents")
    assert "On [/annex] and [red]lamps[/red]" in listed.out
    assert "[old]lamps.md" in listed.out.splitlines()


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_in_another_encoding_is_named(
    filled: Terminal, command: str, one_sentence: Callable[[str], str]
) -> None:
    good = json.dumps({"id": "a", "question": "How much does the harbour fund hold?"})
    content = f"{good}\n".encode() + '{"id": "b", "question": "항만 기금은 얼마인가?"}\n'.encode("cp949")
    file = filled.write("old.jsonl", content)
    from_file = filled.concord(command, "--json", "--file", str(file))
    piped = filled.concord(command, "--json", "--file", "-", typed=content)
    for ended in (from_file, piped):
        assert ended.status == 1
        assert "UTF-8" in one_sentence(ended.err)


def test_a_batch_marked_as_utf_8_is_read(filled: Terminal) -> None:
    good = json.dumps({"id": "a", "question": "How much does the harbour fund hold?"})
    ended = filled.concord("ask", "--json", "--file", "-", typed=b"\xef\xbb\xbf" + good.encode())
    assert (ended.status, json.loads(ended.out)["id"]) == (0, "a")


def test_a_conversation_goes_on_after_a_line_in_another_encoding(filled: Terminal) -> None:
    typed = "항만 기금은 얼마인가?\n".encode("cp949") + b"How much does the harbour fund hold?\n\n"
    ended = filled.concord("chat", typed=typed)
    assert ended.status == 0
    assert "90 million dollars" in ended.out
