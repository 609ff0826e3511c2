"""A source that cannot be read stops no other, and what was indexed of it stays."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.texts import HARBOUR, ORCHARD
from tests.ingest.workshop import Workshop, keyword, listed, notes, outcomes


def test_a_page_that_fails_keeps_what_was_indexed(workshop: Workshop) -> None:
    address = "https://example.org/pact"
    workshop.pages[address] = Page(b"<p>The pact is short.</p>", ".html", address)
    workshop.ingest(address)
    workshop.pages.clear()
    report = workshop.ingest(address)
    assert notes(report) == {address: "The page is gone; check its address."}
    assert listed(workshop) == {address: 1}


def test_a_broken_line_neither_stops_the_others_nor_loses_what_was_indexed(workshop: Workshop) -> None:
    rows = [
        json.dumps({"_id": f"d{n}", "title": f"T{n}", "text": f"Row {n} tells of tale{n}."}) for n in range(3)
    ]
    workshop.write({"rows.jsonl": "\n".join(rows)})
    workshop.ingest()
    rows[1] = rows[1][:-5]
    workshop.write(
        {"rows.jsonl": "\n".join([*rows, json.dumps({"_id": "d9", "title": "T", "text": "A ninth."})])}
    )
    report = workshop.ingest()
    assert outcomes(report) == {"rows.jsonl": Outcome.FAILED}
    assert notes(report)["rows.jsonl"].startswith("line 2: The line is not valid JSON")
    assert listed(workshop) == {"d0": 1, "d1": 1, "d2": 1, "d9": 1}
    assert keyword(workshop, "tale1")
    workshop.write({"rows.jsonl": "\n".join([rows[0], rows[2]])})
    assert outcomes(workshop.ingest()) == {"rows.jsonl": Outcome.CHANGED}
    assert listed(workshop) == {"d0": 1, "d2": 1}
    assert keyword(workshop, "tale1") == []


def test_a_file_that_breaks_keeps_answering_with_its_last_good_state(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": "", "orchard.md": ORCHARD + "\nAnd a pear.\n"})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.FAILED, "orchard.md": Outcome.CHANGED}
    assert listed(workshop) == {"harbour.md": 1, "orchard.md": 1}
    assert keyword(workshop, "harbour")
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    assert outcomes(workshop.ingest())["harbour.md"] is Outcome.UNCHANGED


def test_nothing_is_built_anew_while_the_same_file_stays_broken(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "empty.md": ""})
    first = workshop.ingest()
    second = workshop.ingest()
    assert outcomes(second) == {"harbour.md": Outcome.UNCHANGED, "empty.md": Outcome.FAILED}
    assert second.generation == first.generation
    assert [each.name for each in _generation_folders(workshop)] == [first.generation]


def test_two_files_of_one_id_are_refused_by_name_and_the_first_stays(workshop: Workshop) -> None:
    row = json.dumps({"_id": "same", "title": "T", "text": "The first one."})
    workshop.write({"a.jsonl": row, "b.jsonl": row.replace("first", "second")})
    report = workshop.ingest()
    assert outcomes(report) == {"a.jsonl": Outcome.ADDED, "b.jsonl": Outcome.FAILED}
    assert "'same' already belongs to" in notes(report)["b.jsonl"]
    assert "The first one." in keyword(workshop, "one")[0]


def _generation_folders(workshop: Workshop) -> list[Path]:
    return list((workshop.folder / "generations").iterdir())
