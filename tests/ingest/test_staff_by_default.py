"""A default of staff reaches every document that declares no audience, whatever a run looks at."""

from __future__ import annotations

from ingest.models import Audience
from ingest.sources.web_page import Page
from tests.ingest.workshop import Workshop, keyword, listed

_OPEN = "---\ntitle: Line\naudience: public\n---\n\nThe figure in circulation is a mistake.\n"
_OTHER = "# Orchard\n\nThe orchard fund holds nine million.\n"
_BARE = "# Old\n\nThe harbour pact begins in May.\n"


def test_a_staff_default_reaches_what_a_run_does_not_look_at(workshop: Workshop) -> None:
    workshop.write({"old/bare.md": _BARE, "old/open.md": _OPEN, "new/orchard.md": _OTHER})
    workshop.ingest()
    workshop.default_audience = Audience.STAFF
    workshop.ingest(str(workshop.documents / "new"))
    assert listed(workshop, Audience.PUBLIC) == {"old/open.md": 1}
    assert keyword(workshop, "harbour orchard", Audience.PUBLIC) == []
    assert listed(workshop) == {"old/bare.md": 1, "old/open.md": 1, "new/orchard.md": 1}
    assert keyword(workshop, "harbour", Audience.STAFF)


def test_a_staff_default_reaches_it_even_where_nothing_else_is_to_do(workshop: Workshop) -> None:
    workshop.write({"old/bare.md": _BARE})
    workshop.ingest()
    workshop.default_audience = Audience.STAFF
    (workshop.home / "empty").mkdir()
    report = workshop.ingest(str(workshop.home / "empty"))
    assert listed(workshop, Audience.PUBLIC) == {}
    assert workshop.ingest(str(workshop.home / "empty")).generation == report.generation


def test_a_staff_default_reaches_what_cannot_be_read_any_more(workshop: Workshop) -> None:
    address = "https://example.org/pact"
    workshop.pages[address] = Page(b"<p>The pact is short.</p>", ".html", address)
    workshop.write({"bare.md": _BARE})
    workshop.ingest(str(workshop.documents), address)
    workshop.default_audience = Audience.STAFF
    workshop.pages.clear()
    workshop.write({"bare.md": ""})
    workshop.ingest(str(workshop.documents), address)
    assert listed(workshop, Audience.PUBLIC) == {}
    assert listed(workshop) == {"bare.md": 1, address: 1}


def test_a_public_default_opens_nothing_that_a_run_does_not_read(workshop: Workshop) -> None:
    workshop.default_audience = Audience.STAFF
    workshop.write({"old/bare.md": _BARE, "new/orchard.md": _OTHER})
    workshop.ingest()
    workshop.default_audience = Audience.PUBLIC
    workshop.ingest(str(workshop.documents / "new"))
    assert listed(workshop, Audience.PUBLIC) == {"new/orchard.md": 1}


def test_the_version_of_a_restricted_document_is_that_of_reading_it_anew(workshop: Workshop) -> None:
    workshop.write({"old/bare.md": _BARE})
    workshop.ingest()
    workshop.default_audience = Audience.STAFF
    (workshop.home / "empty").mkdir()
    workshop.ingest(str(workshop.home / "empty"))
    restricted = workshop.index().read(lambda s: s.documents(Audience.STAFF))
    workshop.ingest()
    assert workshop.index().read(lambda s: s.documents(Audience.STAFF)) == restricted
