"""What may be for staff only never answers the public, whatever kept a run from reading it anew."""

from __future__ import annotations

import json

import pytest

from ingest.models import Audience
from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.workshop import Workshop, keyword, listed, notes, outcomes

pytestmark = pytest.mark.slow

_OPEN = "---\ntitle: Line\naudience: public\n---\n\nThe figure in circulation is a mistake.\n"
_OTHER = "# Orchard\n\nThe orchard fund holds nine million.\n"


@pytest.mark.parametrize(
    "slip",
    [
        _OPEN.replace("public", "stafff"),
        _OPEN.replace("audience: public", "audiance: staff"),
        _OPEN.replace("public", ""),
        _OPEN.replace("title: Line", "title: [Line").replace("public", "staff"),
        "---\naudience: staff\n\nThe figure in circulation is a mistake.\n",
        "audience: staff\n\nThe figure in circulation is a mistake.\n",
    ],
)
def test_a_slip_in_the_front_matter_withholds_the_public_version(workshop: Workshop, slip: str) -> None:
    workshop.write({"line.md": _OPEN, "orchard.md": _OTHER})
    workshop.ingest()
    workshop.write({"line.md": slip, "orchard.md": _OTHER})
    report = workshop.ingest()
    assert outcomes(report) == {"line.md": Outcome.FAILED, "orchard.md": Outcome.UNCHANGED}
    assert "withheld until this is mended" in notes(report)["line.md"]
    assert listed(workshop) == {"orchard.md": 1}
    assert keyword(workshop, "figure", Audience.PUBLIC) == []
    again = workshop.ingest()
    assert outcomes(again)["line.md"] is Outcome.FAILED
    assert again.generation == report.generation
    workshop.write({"line.md": _OPEN, "orchard.md": _OTHER})
    workshop.ingest()
    assert listed(workshop, Audience.PUBLIC) == {"line.md": 1, "orchard.md": 1}


def test_a_slip_does_not_cost_the_staff_what_only_they_may_read(workshop: Workshop) -> None:
    workshop.write({"line.md": _OPEN.replace("public", "staff")})
    workshop.ingest()
    workshop.write({"line.md": _OPEN.replace("public", "stafff")})
    workshop.ingest()
    assert listed(workshop, Audience.STAFF) == {"line.md": 1}
    assert listed(workshop, Audience.PUBLIC) == {}


def test_a_new_file_with_a_slip_leaves_no_trace(workshop: Workshop) -> None:
    workshop.write({"orchard.md": _OTHER})
    first = workshop.ingest()
    workshop.write({"orchard.md": _OTHER, "line.md": _OPEN.replace("public", "stafff")})
    report = workshop.ingest()
    assert report.generation == first.generation
    assert "withheld" not in notes(report)["line.md"]


@pytest.mark.parametrize("slip", ['"stafff"', "staff"])
def test_a_slip_on_a_line_withholds_that_line(workshop: Workshop, slip: str) -> None:
    rows = [json.dumps({"_id": f"d{n}", "text": f"Row {n} tells of tale{n}."}) for n in range(3)]
    workshop.write({"rows.jsonl": "\n".join(rows)})
    workshop.ingest()
    rows[1] = rows[1][:-1] + f', "audience": {slip}}}'
    workshop.write({"rows.jsonl": "\n".join(rows)})
    report = workshop.ingest()
    assert outcomes(report) == {"rows.jsonl": Outcome.FAILED}
    assert listed(workshop) == {"d0": 1, "d2": 1}


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
