"""Broken sources cost nothing that was indexed, what is gone can be forgotten, and damage heals."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import IndexNotBuiltError, PageNotFoundError
from ingest.index.catalog import FILE_NAME
from ingest.models import Audience
from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.texts import HARBOUR, ORCHARD
from tests.ingest.workshop import Workshop, keyword, listed, notes, outcomes

pytestmark = pytest.mark.slow

_FILES = {
    "old/harbour.md": "# Harbour\n\nThe pact begins in May.\n",
    "new/orchard.md": "# Fund\n\nNine million.\n",
}
_ADDRESS = "https://example.org/pact"
_TWO = {"harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n", "a.md": "An apple.\n"}


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


def _current(workshop: Workshop) -> Path:
    generation = workshop.generations.current()
    assert generation is not None
    return workshop.generations.folder(generation)


@pytest.fixture
def filled(workshop: Workshop) -> Workshop:
    workshop.write(_TWO)
    assert workshop.ingest().rebuilt == ""
    assert workshop.ingest().rebuilt == ""
    return workshop


def test_another_model_is_given_as_the_reason(filled: Workshop) -> None:
    other = Workshop(filled.home, HashingEmbedder("another model"))
    for report in (other.preview(), other.ingest()):
        assert report.rebuilt == "The embedding model is another one: everything is built anew."
        assert set(outcomes(report).values()) == {Outcome.UNCHANGED}
    assert other.preview().rebuilt == ""


@pytest.mark.parametrize("name", ["term_hashes.npy", "*.npy"])
def test_damaged_keywords_are_healed(filled: Workshop, name: str) -> None:
    for path in (_current(filled) / "keywords" / Audience.PUBLIC).rglob(name):
        path.write_bytes(b"")
    report = filled.ingest()
    assert report.rebuilt == "Parts of the index are missing or damaged: everything is built anew."
    assert keyword(filled, "harbour")


def test_an_index_of_another_format_is_neither_read_nor_kept(filled: Workshop) -> None:
    with closing(sqlite3.connect(_current(filled) / FILE_NAME)) as catalog:
        catalog.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
        catalog.execute("DROP TABLE sources")
        catalog.commit()
    with pytest.raises(IndexNotBuiltError, match="another version of Concord; run concord-ingest"):
        listed(filled)
    report = filled.ingest()
    assert report.rebuilt.startswith("The index is of another version of Concord")
    assert set(listed(filled)) == set(_TWO)


@pytest.mark.parametrize("content", [b"abc\n", b"\xff\xfe", b"../elsewhere"])
def test_a_damaged_pointer_is_named_with_the_remedy(filled: Workshop, content: bytes) -> None:
    pointer = filled.folder / "current"
    pointer.write_bytes(content)
    for use in (filled.ingest, lambda: listed(filled)):
        with pytest.raises(IndexNotBuiltError, match="current is damaged; remove it and run concord-ingest"):
            use()
    pointer.unlink()
    filled.ingest()
    assert set(listed(filled)) == set(_TWO)


def test_a_preview_lists_the_files_in_order(workshop: Workshop) -> None:
    workshop.write({**_TWO, "b.odd": "x"})
    workshop.ingest()
    workshop.write({"harbour.md": _TWO["harbour.md"], "b.odd": "x", "z.md": "Z.\n"})
    names = [each.name for each in workshop.preview().files]
    assert names == sorted(names) == [each.name for each in workshop.ingest().files]


def test_a_reader_of_a_server_without_an_index_writes_nothing(workshop: Workshop) -> None:
    workshop.chroma_url = "http://127.0.0.1:9"
    with pytest.raises(IndexNotBuiltError, match="no index yet"):
        listed(workshop)
    assert not workshop.folder.exists()
