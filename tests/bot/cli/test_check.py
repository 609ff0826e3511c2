"""`concord check` says what the documents say to a statement."""

from __future__ import annotations

import json

import pytest

from tests.bot.cli.conftest import Terminal

pytestmark = pytest.mark.slow

_WORDS = "The harbour fund holds 90 million dollars."
_STAFFS = "The figure of 77 million dollars for the lighthouse is a mistake."


def test_what_is_borne_out_is_quoted_with_its_place(filled: Terminal) -> None:
    ended = filled.concord("check", "The harbour fund holds USD 90 million.")
    assert ended.status == 0, ended
    for each in ("The documents bear this out.", _WORDS, "harbour.md", "2026-03-02"):
        assert each in ended.out


def test_what_is_said_otherwise_is_quoted(filled: Terminal) -> None:
    ended = filled.concord("check", "The harbour fund holds 95 million dollars.")
    assert "The documents say otherwise." in ended.out
    assert "The documents say 90 million dollars." in ended.out


def test_what_is_not_found_comes_with_what_is_near(filled: Terminal) -> None:
    ended = filled.concord("check", "The harbour museum opened in 1998.")
    assert "neither bear this out nor contradict it" in ended.out
    assert _WORDS in ended.out


def test_machines_get_one_line(filled: Terminal) -> None:
    ended = filled.concord("check", "--json", "The harbour fund holds 95 million dollars.")
    (line,) = ended.out.splitlines()
    values = json.loads(line)
    assert (values["kind"], values["finding"]) == ("claim", "contradicted")
    assert values["sentences"][0]["citations"][0]["quote"] == _WORDS


def test_a_staff_document_says_nothing_to_the_public(filled: Terminal) -> None:
    for claim in (_STAFFS, _STAFFS.replace("77", "78"), _STAFFS.replace("is a", "is no")):
        values = json.loads(filled.concord("check", "--json", claim).out)
        assert values["finding"] == "not_found"
        assert "line.md" not in json.dumps(values)
    staff = filled.concord("check", "--json", "--audience", "staff", _STAFFS)
    assert json.loads(staff.out)["finding"] == "supported"


def test_an_empty_claim_is_told_what_to_do(filled: Terminal) -> None:
    assert "There is no statement to check" in filled.concord("check", " ").out
