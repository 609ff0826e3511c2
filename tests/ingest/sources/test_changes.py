"""What an ingest has to do: new, changed, vanished and moved sources are told apart."""

from __future__ import annotations

import shutil

import pytest

from ingest.report import Outcome
from ingest.sources.changes import Action, find_moved, make_plan
from ingest.sources.discovery import Source
from tests.ingest.workshop import Workshop, dense, listed, notes, outcomes

_FILES = {
    "harbour.md": "# Harbour\n\nThe pact begins in May.\n",
    "deep/line.md": "---\naudience: staff\n---\n\nThe figure in circulation is a mistake.\n",
}


def test_a_moved_folder_is_indexed_as_before_and_nothing_is_embedded_again(workshop: Workshop) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    before = list(workshop.embedder.embedded)
    new = workshop.documents.rename(workshop.home / "papers")
    report = workshop.ingest(str(new))
    assert outcomes(report) == {"harbour.md": Outcome.ADDED, "deep/line.md": Outcome.ADDED}
    assert listed(workshop) == {"harbour.md": 1, "deep/line.md": 1}
    assert "The pact begins in May." in "".join(dense(workshop, "pact"))
    assert workshop.embedder.embedded == before


def test_a_copy_of_what_is_still_there_stays_another_file(workshop: Workshop) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    shutil.copytree(workshop.documents, workshop.home / "papers")
    report = workshop.ingest(str(workshop.home / "papers"))
    assert "already belongs to" in notes(report)["harbour.md"]


def test_other_words_under_the_name_of_a_file_that_is_away_do_not_take_its_place(workshop: Workshop) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    new = workshop.documents.rename(workshop.home / "papers")
    (new / "harbour.md").write_text("# Harbour\n\nThe pact is off.\n", encoding="utf-8")
    report = workshop.ingest(str(new))
    assert "concord-ingest --forget" in notes(report)["harbour.md"]


@pytest.mark.parametrize(
    ("origin", "checksum", "is_there", "is_moved"),
    [
        ("/old/a.md", "1", False, True),
        ("/old/a.md", "1", True, False),
        ("/old/a.md", "2", False, False),
        ("/old/b.md", "1", False, False),
        ("/old/extra-a.md", "1", False, False),
        ("https://example.org/a.md", "1", False, False),
    ],
)
def test_a_file_is_moved_where_it_is_gone_and_its_bytes_have_turned_up_under_its_name(
    origin: str, checksum: str, is_there: bool, is_moved: bool
) -> None:
    found = find_moved(
        [Source("/new/a.md", "a.md")], {"/new/a.md": "1"}, {origin: checksum}, lambda _: is_there
    )
    assert found == ({origin} if is_moved else frozenset())


def test_new_changed_same_and_vanished_sources_are_told_apart() -> None:
    found, indexed = (
        {"new": "1", "same": "1", "other": "2"},
        {"same": "1", "other": "1", "gone": "1", "away": "1"},
    )
    plan = make_plan(found, indexed, lambda origin: origin != "away")  # where this run did not look
    assert plan.actions == {
        "away": Action.KEEP,
        "gone": Action.REMOVE,
        "new": Action.ADD,
        "other": Action.CHANGE,
        "same": Action.KEEP,
    }


def test_a_plan_is_idle_where_everything_is_kept() -> None:
    assert make_plan({}, {"away": "1"}, lambda _: False).is_idle
    assert not make_plan({}, {"gone": "1"}, lambda _: True).is_idle
