"""What was indexed can be taken out again, whether it still exists or not, and a page that is gone goes."""

from __future__ import annotations

import shutil

import pytest

from ingest.errors import PageNotFoundError
from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.workshop import Workshop, keyword, listed, notes, outcomes

_FILES = {
    "old/harbour.md": "# Harbour\n\nThe pact begins in May.\n",
    "new/orchard.md": "# Fund\n\nNine million.\n",
}
_ADDRESS = "https://example.org/pact"


def _page(workshop: Workshop) -> None:
    workshop.pages[_ADDRESS] = Page(b"<p>The page is short.</p>", ".html", _ADDRESS)


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_came_from_a_folder_is_forgotten(workshop: Workshop, is_gone: bool) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    if is_gone:
        shutil.rmtree(workshop.documents / "old")
    report = workshop.forget(str(workshop.documents / "old"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {"new/orchard.md": 1}
    assert keyword(workshop, "pact") == []


def test_a_page_is_forgotten_by_its_address(workshop: Workshop) -> None:
    _page(workshop)
    workshop.write(_FILES)
    workshop.ingest(_ADDRESS, str(workshop.documents))
    workshop.pages.clear()
    assert outcomes(workshop.forget(_ADDRESS)) == {_ADDRESS: Outcome.REMOVED}
    assert set(listed(workshop)) == set(_FILES)


def test_forgetting_what_was_never_indexed_says_so_and_changes_nothing(workshop: Workshop) -> None:
    workshop.write(_FILES)
    first = workshop.ingest()
    report = workshop.forget("elsewhere")
    assert outcomes(report) == {"elsewhere": Outcome.FAILED}
    assert notes(report)["elsewhere"].startswith("Nothing that is indexed came from here;")
    assert report.generation == first.generation


def test_a_preview_of_forgetting_changes_nothing(workshop: Workshop) -> None:
    workshop.write(_FILES)
    workshop.ingest()
    place = str(workshop.documents / "old")
    assert outcomes(workshop.ingestion().preview([place], forget=True)) == {"harbour.md": Outcome.REMOVED}
    assert set(listed(workshop)) == set(_FILES)


def test_an_indexed_page_that_the_server_no_longer_has_is_removed(workshop: Workshop) -> None:
    _page(workshop)
    workshop.ingest(_ADDRESS)
    workshop.pages[_ADDRESS] = PageNotFoundError("There is no such page (the server answers 410).")
    report = workshop.ingest(_ADDRESS)
    assert outcomes(report) == {_ADDRESS: Outcome.REMOVED}
    assert notes(report)[_ADDRESS] == "There is no such page (the server answers 410)."
    assert listed(workshop) == {}
    assert outcomes(workshop.ingest(_ADDRESS)) == {_ADDRESS: Outcome.FAILED}
