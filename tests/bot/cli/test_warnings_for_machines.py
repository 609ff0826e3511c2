"""What a person is warned of, a machine is told too."""

from __future__ import annotations

import json

import pytest

from tests.bot.cli.conftest import Terminal

_OLD = """---
title: The ferry rules
date: 2024-01-01
---

The ferry carries 40 passengers.
"""
_NEW = """---
title: The new ferry rules
date: 2026-01-01
supersedes: ferry-2024.md
---

The ferry carries 60 passengers.
"""
_QUESTION = "How many passengers does the ferry carry?"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A folder with a document and the one that replaced it."""
    terminal = Terminal(tmp_path_factory.mktemp("editions"))
    terminal.write("documents/ferry-2024.md", _OLD)
    terminal.write("documents/ferry-2026.md", _NEW)
    assert terminal.ingest().status == 0
    return terminal


def test_a_superseded_source_is_marked_in_json_and_the_framing_says_so(editions: Terminal) -> None:
    line = json.dumps({"id": "a", "question": _QUESTION})
    for arguments in (("--json", _QUESTION), ("--json", "--file", "-")):
        ended = editions.concord("ask", "--document", "ferry-2024.md", *arguments, typed=line)
        reply = json.loads(ended.out)
        assert [each["superseded_by"] for each in reply["citations"]] == ["ferry-2026.md"]
        assert "The new ferry rules" in reply["framing"]


def test_a_source_that_holds_is_superseded_by_nothing(editions: Terminal) -> None:
    reply = json.loads(editions.concord("ask", "--json", _QUESTION).out)
    assert [(each["document"], each["superseded_by"]) for each in reply["citations"]] == [
        ("ferry-2026.md", None)
    ]
    assert reply["framing"]


def test_a_refusal_has_the_same_keys_as_an_answer(editions: Terminal) -> None:
    refusal, answer = (json.loads(editions.concord("ask", "--json", each).out) for each in ("?", _QUESTION))
    assert (refusal["kind"], answer["kind"]) == ("refusal", "answer")
    assert refusal.keys() == answer.keys()
