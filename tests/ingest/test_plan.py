"""The plan of an ingest."""

from __future__ import annotations

from ingest.plan import Action, make_plan


def test_new_changed_same_and_vanished_sources_are_told_apart() -> None:
    plan = make_plan(
        {"new": "1", "same": "1", "other": "2"}, {"same": "1", "other": "1", "gone": "1"}, lambda _: True
    )
    assert plan.actions == {
        "gone": Action.REMOVE,
        "new": Action.ADD,
        "other": Action.CHANGE,
        "same": Action.KEEP,
    }


def test_what_the_run_did_not_look_at_is_kept() -> None:
    plan = make_plan({}, {"elsewhere": "1"}, lambda origin: origin != "elsewhere")
    assert plan.actions == {"elsewhere": Action.KEEP}
    assert plan.is_idle


def test_a_plan_with_a_removal_is_not_idle() -> None:
    assert not make_plan({}, {"gone": "1"}, lambda _: True).is_idle
