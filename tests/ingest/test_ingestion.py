"""Ingesting adds, changes, keeps and removes, and touches only what it was asked to look at."""

from __future__ import annotations

import json
import shutil

import pytest

from ingest.errors import IndexNotBuiltError
from ingest.models import Audience
from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.texts import HARBOUR, ORCHARD, STAFF_ONLY
from tests.ingest.workshop import Workshop, dense, keyword, listed, notes, outcomes


def test_new_files_are_added_with_their_chunks(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "deep/orchard.md": ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.ADDED, "deep/orchard.md": Outcome.ADDED}
    assert [(each.documents, each.chunks) for each in report.files] == [(1, 1), (1, 1)]
    assert listed(workshop) == {"harbour.md": 1, "deep/orchard.md": 1}


def test_a_changed_file_answers_with_its_new_words_only(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": HARBOUR.replace("May", "June"), "orchard.md": ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.CHANGED, "orchard.md": Outcome.UNCHANGED}
    assert "The harbour pact begins in June." in "".join(dense(workshop, "harbour"))
    assert keyword(workshop, "May") == []
    assert not any("May" in text for text in dense(workshop, "harbour pact begins in May"))


def test_a_second_run_changes_nothing_and_builds_nothing(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    first = workshop.ingest()
    embedded = list(workshop.embedder.embedded)
    second = workshop.ingest()
    assert set(outcomes(second).values()) == {Outcome.UNCHANGED}
    assert second.generation == first.generation
    assert workshop.embedder.embedded == embedded


def test_a_removed_document_never_answers_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"orchard.md": ORCHARD})
    assert outcomes(workshop.ingest())["harbour.md"] is Outcome.REMOVED
    question = "The harbour pact begins in May."
    assert not any("harbour" in text for text in dense(workshop, question) + keyword(workshop, question))
    assert dense(workshop, question, documents=["harbour.md"]) == []
    assert keyword(workshop, question, documents=["harbour.md"]) == []
    assert listed(workshop) == {"orchard.md": 1}
    assert workshop.index().read(lambda s: s.document("harbour.md", Audience.STAFF)) is None


def test_a_folder_that_is_gone_takes_its_documents_with_it(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR})
    workshop.ingest()
    shutil.rmtree(workshop.documents)
    report = workshop.ingest(str(workshop.home / "documents"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {}
    assert dense(workshop, "harbour") == keyword(workshop, "harbour") == []


def test_only_the_places_that_are_named_are_touched(workshop: Workshop) -> None:
    workshop.write({"a/harbour.md": HARBOUR, "b/orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({})
    report = workshop.ingest(str(workshop.documents / "a"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {"b/orchard.md": 1}


def test_one_page_does_not_remove_another_below_its_address(workshop: Workshop) -> None:
    places = ["https://example.org/pact", "https://example.org/pact/annex"]
    for address, words in zip(places, ("The pact is short.", "The annex is long."), strict=True):
        workshop.pages[address] = Page(f"<p>{words}</p>".encode(), ".html", address)
    workshop.ingest(*places)
    workshop.ingest(places[0])
    assert set(listed(workshop)) == set(places)


def test_a_document_that_becomes_staff_only_leaves_the_public_partition(workshop: Workshop) -> None:
    workshop.write({"line.md": STAFF_ONLY.replace("staff", "public"), "orchard.md": ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC)
    workshop.write({"line.md": STAFF_ONLY, "orchard.md": ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC) == []
    assert not any("mistake" in text for text in dense(workshop, "mistake", Audience.PUBLIC))
    assert listed(workshop, Audience.PUBLIC) == {"orchard.md": 1}


def test_a_line_that_moves_to_another_file_stays_indexed(workshop: Workshop) -> None:
    first, second = (json.dumps({"_id": name, "title": name, "text": f"All on {name}."}) for name in "xy")
    workshop.write(
        {"a.jsonl": f"{first}\n{second}\n", "b.jsonl": '{"_id": "z", "title": "z", "text": "All on z."}'}
    )
    workshop.ingest()
    workshop.write({"a.jsonl": first, "b.jsonl": second})
    report = workshop.ingest()
    assert set(outcomes(report).values()) == {Outcome.CHANGED}, notes(report)
    assert listed(workshop) == {"x": 1, "y": 1}


def test_nothing_to_read_makes_an_empty_index_that_can_be_asked(workshop: Workshop) -> None:
    workshop.ingest()
    assert listed(workshop) == {}
    assert dense(workshop, "anything") == keyword(workshop, "anything") == []


def test_without_an_index_the_remedy_is_named(workshop: Workshop) -> None:
    with pytest.raises(IndexNotBuiltError, match="run concord-ingest"):
        listed(workshop)
