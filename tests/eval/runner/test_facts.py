"""What a run was made of is told in lines, and between two runs what may make their answers differ."""

from __future__ import annotations

from eval.runner.facts import changed, facts_of
from tests.eval.analysis.deciding.made import MANIFEST

_SETTINGS = {"settings": {"retrieval": {"top": 8, "candidates": 100}}, "index": "g1"}


def test_settings_are_named_by_their_path() -> None:
    facts = dict(facts_of(MANIFEST.model_copy(update={"described": _SETTINGS, "workers": 4})))
    assert (facts["settings.retrieval.top"], facts["index"], facts["workers"]) == ("8", "g1", "4")
    assert "workers" not in dict(facts_of(MANIFEST))


def test_two_runs_differ_in_what_may_change_an_answer() -> None:
    before = MANIFEST.model_copy(update={"described": _SETTINGS, "workers": 2})
    other = {"settings": {"retrieval": {"top": 12, "candidates": 100}}}
    after = before.model_copy(
        update={"described": other, "name": "after", "workers": 4, "suites": {"made": "another"}}
    )
    assert changed(before, after) == (
        "suite made: digest → another",
        "settings.retrieval.top: 8 → 12",
        "index: g1 → –",
    )
    assert changed(before, before) == ()
